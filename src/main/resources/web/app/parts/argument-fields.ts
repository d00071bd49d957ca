// The fields of a tool's arguments, each as its schema says: one control with its name, or a group of fields.
import { html, type TemplateResult } from 'lit';
import type { Filling } from '../form/filling';
import { idOf, type Place } from '../form/place';
import { choiceControl, jsonControl, numberControl, textControl } from './argument-controls';
import { alternatives, list, members, object } from './argument-groups';
import { description, marks, note } from './argument-notes';

const TRUTHS = [
  { label: 'true', value: true },
  { label: 'false', value: false },
];

/** All of them. */
export function fields(filling: Filling): TemplateResult {
  return members(filling, filling.root(), field);
}

function field(filling: Filling, place: Place): TemplateResult {
  filling.show(place.path);
  const shape = filling.shapeOf(place);
  switch (shape.kind) {
    case 'object':
      return object(filling, place, field);
    case 'list':
      return list(filling, place, shape.items, field);
    case 'alternatives':
      return alternatives(filling, place, shape.options, field);
    case 'raw':
      return labelled(filling, place, jsonControl(filling, place));
    case 'text':
      return labelled(filling, place, textControl(filling, place, shape));
    case 'number':
      return labelled(filling, place, numberControl(filling, place, shape.whole));
    case 'boolean':
      return labelled(filling, place, choiceControl(filling, place, TRUTHS));
    case 'choice':
      return labelled(filling, place, choiceControl(filling, place, shape.values));
  }
}

function labelled(filling: Filling, place: Place, control: TemplateResult): TemplateResult {
  return html`<div class="field">
    <div class="head">
      <label for=${idOf(place.path)}>${place.name}</label>
      ${marks(filling, place)}
    </div>
    ${description(filling, place)} ${control} ${note(filling, place)}
  </div>`;
}
