// Arguments that have others in them: objects, lists, and what may be one thing or another.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Filling } from '../form/filling';
import { isObject, type Json } from '../form/json';
import { idOf, itemOf, memberOf, type Place } from '../form/place';
import type { Alternative } from '../form/shape';
import { text } from '../text/en';
import { jsonSwitch } from './argument-controls';
import { description, marks, note } from './argument-notes';
import { icon } from './icon';

/** Shows what is in a group, whatever it is. */
type Field = (filling: Filling, place: Place) => TemplateResult;

export const groups = css`
  .group {
    display: grid;
    gap: 0.875rem;
    grid-template-columns: minmax(0, 1fr);
    margin-top: 0.25rem;
    padding-left: 0.875rem;
    border-left: 2px solid var(--mcp-line);
  }
  .item {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.5rem;
    align-items: end;
  }
  .item > button {
    padding-inline: 0.6rem;
  }
  .add {
    justify-self: start;
  }
`;

export function members(filling: Filling, place: Place, field: Field): TemplateResult {
  const shape = filling.reader.shape(place.schema, place.depth);
  const { value } = place;
  if (shape.kind !== 'object' || !isObject(value)) {
    return field(filling, place);
  }
  const known = new Set(shape.members.map((member) => member.name));
  const others = Object.keys(value).filter((name) => !known.has(name));
  return html`${shape.members.map((member) => field(filling, memberOf(place, value, member)))}
  ${others.length > 0 ? html`<p class="hint">${text.playground.alsoThere(others.join(', '))}</p>` : nothing}`;
}

export function object(filling: Filling, place: Place, field: Field): TemplateResult {
  const { playground } = text;
  return place.value === undefined
    ? group(
        filling,
        place,
        nothing,
        html`<button
          type="button"
          class="add"
          @click=${() => place.set(filling.reader.initial(place.schema, true) ?? {})}
        >
          ${icon('plus')} ${playground.addObject(place.name)}
        </button>`,
      )
    : group(
        filling,
        place,
        html`<div class="group">${members(filling, place, field)}</div>`,
        html`${place.required
          ? nothing
          : html`<button type="button" class="quiet" @click=${() => filling.leaveOut(place)}>
              ${playground.removeObject(place.name)}
            </button>`}
        ${jsonSwitch(filling, place)}`,
      );
}

export function list(filling: Filling, place: Place, schema: Json, field: Field): TemplateResult {
  const items = Array.isArray(place.value) ? place.value : [];
  return group(
    filling,
    place,
    items.length === 0
      ? nothing
      : html`<div class="group">${items.map((_, index) => item(filling, place, schema, items, index, field))}</div>`,
    html`<button type="button" class="add" @click=${() => place.set([...items, filling.newItem(schema)])}>
        ${icon('plus')} ${text.playground.addItem(place.name)}
      </button>
      ${items.length > 0 ? jsonSwitch(filling, place) : nothing}`,
  );
}

function item(
  filling: Filling,
  outer: Place,
  schema: Json,
  items: readonly Json[],
  index: number,
  field: Field,
): TemplateResult {
  const place = itemOf(outer, items, index, schema, () => filling.emptyItem(schema));
  return html`<div class="item">
    ${field(filling, place)}
    <button
      type="button"
      aria-label=${text.playground.removeItem(place.name)}
      @click=${() => {
        filling.forget(outer);
        const left = items.filter((_, at) => at !== index);
        outer.set(left.length === 0 && !outer.required ? undefined : left);
      }}
    >
      ${icon('cross')}
    </button>
  </div>`;
}

function group(
  filling: Filling,
  place: Place,
  inner: TemplateResult | typeof nothing,
  actions: TemplateResult,
): TemplateResult {
  return html`<fieldset class="field">
    <legend class="visually-hidden">${place.name}</legend>
    <div class="head">
      <span class="label" aria-hidden="true">${place.name}</span>
      ${marks(filling, place)}
    </div>
    ${description(filling, place)} ${inner} ${note(filling, place)}
    <div class="row">${actions}</div>
  </fieldset>`;
}

export function alternatives(
  filling: Filling,
  place: Place,
  options: readonly Alternative[],
  field: Field,
): TemplateResult {
  const index = filling.alternativeAt(place, options);
  const option = options[index];
  const id = `${idOf(place.path)}-kind${place.depth}`;
  return html`<div class="field">
    <div class="head">
      <label for=${id}>${text.playground.kind(place.name)}</label>
      ${marks(filling, place)}
    </div>
    ${description(filling, place)}
    <select
      id=${id}
      @change=${(event: Event) => filling.pick(place, options, (event.target as HTMLSelectElement).selectedIndex - 1)}
    >
      <option .selected=${option === undefined}>${text.playground.notSet}</option>
      ${options.map((one, at) => html`<option .selected=${at === index}>${one.label}</option>`)}
    </select>
    ${option
      ? html`<div class="group">
          ${field(filling, { ...place, schema: option.schema, required: true, depth: place.depth + 1 })}
        </div>`
      : nothing}
  </div>`;
}
