// What stands around the control of an argument: what else its schema says of it, and what is wrong with it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Filling } from '../form/filling';
import { isObject } from '../form/json';
import { idOf, type Place } from '../form/place';
import { titleOf } from '../form/shape';
import { text } from '../text/en';

export function marks(filling: Filling, { schema, required }: Place): TemplateResult {
  const title = titleOf(filling.reader.resolved(schema));
  return html`${title ? html`<span class="soft small">${title}</span>` : nothing}
  ${required ? html`<span class="small soft">${text.playground.required}</span>` : nothing}`;
}

export function description(filling: Filling, { schema }: Place): TemplateResult | typeof nothing {
  const resolved = filling.reader.resolved(schema);
  const said = isObject(resolved) ? resolved['description'] : undefined;
  return typeof said === 'string' && said ? html`<p class="hint">${said}</p>` : nothing;
}

export function note(filling: Filling, { path }: Place): TemplateResult | typeof nothing {
  const wrong = filling.errorAt(path);
  return wrong ? html`<p class="error" id=${`${idOf(path)}-note`} role="alert">${wrong}</p>` : nothing;
}
