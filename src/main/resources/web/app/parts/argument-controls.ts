// The controls of an argument, one a kind: text, somebody's own time, a number, one of some values, JSON.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Filling } from '../form/filling';
import { parsed, pretty, same, type Json } from '../form/json';
import { idOf, type Place } from '../form/place';
import type { Shape } from '../form/shape';
import { text } from '../text/en';

const INPUTS: Record<string, string> = { date: 'date', uri: 'url', url: 'url', email: 'email', 'date-time': 'datetime-local' };
const DATE = /^\d{4}-\d\d-\d\d$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
/** Longer texts may have lines. */
const LONGEST_LINE = 100;

export function textControl(filling: Filling, place: Place, { format, longest }: Shape & { kind: 'text' }): TemplateResult {
  const id = idOf(place.path);
  const value = typeof place.value === 'string' ? place.value : '';
  const wrong = filling.errorAt(place.path);
  const typed = (event: InputEvent) => write(place, (event.target as HTMLInputElement).value);
  const type = INPUTS[format];
  if (type === undefined && (longest === undefined || longest > LONGEST_LINE)) {
    return html`<textarea
      id=${id}
      rows="1"
      aria-required=${String(place.required)}
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby=${wrong ? `${id}-note` : nothing}
      .value=${live(value)}
      @input=${typed}
    ></textarea>`;
  }
  if (type === 'datetime-local') {
    return momentControl(filling, place, value);
  }
  const fits = type !== 'date' || value === '' || DATE.test(value);
  return html`<input
    id=${id}
    type=${fits ? (type ?? 'text') : 'text'}
    autocomplete="off"
    aria-required=${String(place.required)}
    aria-invalid=${wrong ? 'true' : 'false'}
    aria-describedby=${wrong ? `${id}-note` : nothing}
    .value=${live(value)}
    @input=${typed}
  />`;
}

/** Somebody's own time, which is sent as that of Greenwich. */
function momentControl(filling: Filling, place: Place, value: string): TemplateResult {
  const id = idOf(place.path);
  const shown = localTime(value);
  const wrong = filling.errorAt(place.path);
  return html`<input
      id=${id}
      type=${shown === undefined ? 'text' : 'datetime-local'}
      step="1"
      aria-required=${String(place.required)}
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby=${wrong ? `${id}-note` : nothing}
      .value=${live(shown ?? value)}
      @change=${(event: InputEvent) => {
        const given = (event.target as HTMLInputElement).value;
        write(place, shown === undefined || given === '' ? given : new Date(given).toISOString());
      }}
    />
    ${value && shown !== undefined ? html`<p class="hint">${text.playground.sentAs(value)}</p>` : nothing}`;
}

export function numberControl(filling: Filling, place: Place, whole: boolean): TemplateResult {
  const id = idOf(place.path);
  const wrong = filling.errorAt(place.path);
  const value = typeof place.value === 'number' ? String(place.value) : '';
  return html`<input
    id=${id}
    type="text"
    inputmode=${whole ? 'numeric' : 'decimal'}
    autocomplete="off"
    aria-required=${String(place.required)}
    aria-invalid=${wrong ? 'true' : 'false'}
    aria-describedby=${wrong ? `${id}-note` : nothing}
    .value=${live(filling.typedAt(place, value))}
    @input=${(event: InputEvent) => count(filling, place, (event.target as HTMLInputElement).value.trim(), whole)}
  />`;
}

export function choiceControl(
  filling: Filling,
  place: Place,
  values: ReadonlyArray<{ label: string; value: Json }>,
): TemplateResult {
  const id = idOf(place.path);
  const wrong = filling.errorAt(place.path);
  const chosen = values.findIndex((one) => same(one.value, place.value));
  return html`<select
    id=${id}
    aria-required=${String(place.required)}
    aria-invalid=${wrong ? 'true' : 'false'}
    aria-describedby=${wrong ? `${id}-note` : nothing}
    @change=${(event: Event) => place.set(values[(event.target as HTMLSelectElement).selectedIndex - 1]?.value)}
  >
    <option .selected=${chosen < 0}>${text.playground.notSet}</option>
    ${values.map((one, index) => html`<option .selected=${index === chosen}>${one.label}</option>`)}
  </select>`;
}

/** What no other control can show, and what the user wants to see so, which can be turned back then. */
export function jsonControl(filling: Filling, place: Place): TemplateResult {
  const id = idOf(place.path);
  const wrong = filling.errorAt(place.path);
  return html`<textarea
      id=${id}
      class="raw"
      spellcheck="false"
      placeholder=${text.playground.asJson}
      aria-required=${String(place.required)}
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby=${wrong ? `${id}-note` : nothing}
      .value=${live(filling.typedAt(place, place.value === undefined ? '' : pretty(place.value)))}
      @input=${(event: InputEvent) => writeJson(filling, place, (event.target as HTMLTextAreaElement).value)}
    ></textarea>
    ${filling.isJson(place) ? jsonSwitch(filling, place) : nothing}`;
}

export function jsonSwitch(filling: Filling, place: Place): TemplateResult {
  return html`<button
    type="button"
    class="quiet"
    aria-pressed=${filling.isJson(place) ? 'true' : 'false'}
    aria-label=${`${place.name} ${text.playground.asJson}`}
    @click=${() => filling.turnToJson(place)}
  >
    ${text.playground.raw}
  </button>`;
}

function write(place: Place, given: string): void {
  place.set(given === '' ? undefined : given);
}

function count(filling: Filling, place: Place, typed: string, whole: boolean): void {
  filling.type(place, typed, typed === '' ? undefined : Number(typed), numberTrouble(typed, whole));
}

function numberTrouble(typed: string, whole: boolean): string | undefined {
  const number = Number(typed);
  const { playground } = text;
  if (typed === '') {
    return undefined;
  }
  if (!NUMBER.test(typed)) {
    return playground.badNumber;
  }
  if (whole && !Number.isInteger(number)) {
    return playground.badInteger;
  }
  return Math.abs(number) > Number.MAX_SAFE_INTEGER ? playground.bigInteger : undefined;
}

function writeJson(filling: Filling, place: Place, typed: string): void {
  const value = parsed(typed);
  const isWrong = value === undefined && typed.trim() !== '';
  filling.type(place, typed, value, isWrong ? text.playground.badJson : undefined);
}

/** For the browser's own control: undefined where it could not show it. */
function localTime(value: string): string | undefined {
  if (value === '') {
    return '';
  }
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().replace('.000', '') !== value.replace(/\.0+(?=Z)/, '')) {
    return undefined;
  }
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
