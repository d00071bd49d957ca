// What is wrong with the URL of a server, before the service is asked.
import { text } from '../text/en';

export function urlTrouble(typed: string): string | undefined {
  const url = typed.trim();
  if (url === '') {
    return text.editor.urlMissing;
  }
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    return text.editor.urlInvalid;
  }
  if (!/^https?:\/\//i.test(url)) {
    return text.editor.urlScheme;
  }
  if (!URL.canParse(url)) {
    return text.editor.urlInvalid;
  }
  const { username, password } = new URL(url);
  return username || password ? text.editor.urlUserInfo : undefined;
}
