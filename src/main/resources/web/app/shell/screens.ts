// All screens: where each is, what it is called, and what shows it. A new screen is one line here and one element.
import { html, type TemplateResult } from 'lit';
import type { IconName } from '../parts/icon';
import { text } from '../text/en';
import type { Arrival } from './arrival';
import type { Session } from './session';
import '../screens/apps-screen';
import '../screens/manage-screen';
import '../screens/connector-screen';
import '../screens/editor-screen';
import '../screens/directory-screen';
import '../screens/callback-screen';
import '../screens/playground-screen';
import '../screens/activity-screen';

export interface ScreenEntry {
  /** Segments of the path; one that begins with a colon takes anything. */
  path: string;
  title: string;
  /** Where it is in the navigation, how it is shown there; the screens below its path belong to it. */
  picture?: IconName;
  show: (session: Session, params: Record<string, string>, arrival: Arrival | undefined) => TemplateResult;
}

export const SCREENS: readonly ScreenEntry[] = [
  {
    path: '',
    title: text.apps.title,
    picture: 'apps',
    show: (session) => html`<mcp-apps-screen .session=${session}></mcp-apps-screen>`,
  },
  {
    path: 'connectors',
    title: text.manage.title,
    picture: 'plug',
    show: (session) => html`<mcp-manage-screen .session=${session}></mcp-manage-screen>`,
  },
  {
    path: 'connectors/new',
    title: text.editor.addTitle,
    show: (session, { url }) => html`<mcp-editor-screen .session=${session} .url=${url}></mcp-editor-screen>`,
  },
  {
    path: 'connectors/:id',
    title: text.connector.title,
    show: (session, { id }) =>
      html`<mcp-connector-screen .session=${session} .connectorId=${Number(id)}></mcp-connector-screen>`,
  },
  {
    path: 'connectors/:id/edit',
    title: text.editor.editTitle,
    show: (session, { id }) =>
      html`<mcp-editor-screen .session=${session} .connectorId=${Number(id)}></mcp-editor-screen>`,
  },
  {
    path: 'directory',
    title: text.directory.title,
    picture: 'directory',
    show: (session) => html`<mcp-directory-screen .session=${session}></mcp-directory-screen>`,
  },
  {
    path: 'playground',
    title: text.playground.title,
    picture: 'play',
    show: (session) => html`<mcp-playground-screen .session=${session}></mcp-playground-screen>`,
  },
  {
    path: 'activity',
    title: text.activity.title,
    picture: 'activity',
    show: (session) => html`<mcp-activity-screen .session=${session}></mcp-activity-screen>`,
  },
  {
    path: 'callback',
    title: text.callback.title,
    show: (session, _, arrival) => html`<mcp-callback-screen .session=${session} .arrival=${arrival}></mcp-callback-screen>`,
  },
];

export interface Match {
  screen: ScreenEntry;
  params: Record<string, string>;
}

/** The screen of a path, with the parameters behind it; the first of all where there is none. */
export function match(path: string): Match {
  const [place = '', query] = path.split('?', 2);
  const segments = place.split('/');
  for (const screen of SCREENS) {
    const pattern = screen.path.split('/');
    const fits =
      pattern.length === segments.length &&
      pattern.every((part, index) => part === segments[index] || (part.startsWith(':') && segments[index] !== ''));
    if (fits) {
      const named = pattern.flatMap((part, index) =>
        part.startsWith(':') ? [[part.slice(1), segments[index]!] as const] : [],
      );
      return { screen, params: { ...Object.fromEntries(new URLSearchParams(query)), ...Object.fromEntries(named) } };
    }
  }
  return { screen: SCREENS[0]!, params: {} };
}
