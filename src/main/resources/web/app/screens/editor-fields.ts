// The fields of a connector: where its server is, what it is called, and what lets us in.
import { css, html, nothing, type TemplateResult } from 'lit';
import { text } from '../text/en';
import type { ConnectorForm, Errors, Field, Filled } from './connector-form';

/** The screen that they are on. */
export interface Editor {
  readonly form: ConnectorForm;
  readonly errors: Errors;
  /** Whether the key can be read. */
  keyShown: boolean;
  set(change: Partial<Filled>): void;
  typed(field: Field, event: InputEvent): void;
  left(field: Field): Promise<void>;
}

interface InputFacts {
  label: string;
  hint?: string;
  type: string;
  placeholder?: string;
  maxlength: number;
  readonly?: boolean;
}

export const fieldStyles = css`
  .fields {
    display: grid;
    gap: 0.5rem;
    grid-template-columns: minmax(0, 1fr);
    padding: 1.25rem;
  }
  .choices {
    display: grid;
    gap: 0.5rem;
    grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
    margin-top: 0.375rem;
  }
  .choice {
    display: flex;
    gap: 0.625rem;
    padding: 0.625rem 0.75rem;
    border: 1px solid var(--mcp-line);
    border-radius: var(--mcp-radius-small);
    font-weight: 550;
    cursor: pointer;
  }
  .choice:has(:checked) {
    border-color: var(--mcp-accent);
    background: var(--mcp-accent-soft);
  }
  .choice .hint {
    display: block;
    font-weight: 400;
  }
  .key {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.5rem;
  }
  .credential {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
    gap: 0 1rem;
    padding-top: 0.75rem;
  }
`;

export function fields(editor: Editor): TemplateResult {
  const { form, errors } = editor;
  return html`<div class="card fields">
    ${input(editor, 'url', {
      label: text.editor.url,
      hint: form.isGranted ? text.editor.urlOfGrant : text.editor.urlHint,
      readonly: form.isGranted,
      type: 'url',
      placeholder: 'https://example.com/mcp',
      maxlength: 500,
    })}
    ${input(editor, 'name', {
      label: text.editor.name,
      placeholder: text.editor.namePlaceholder,
      type: 'text',
      maxlength: 255,
    })}
    <div class="field">
      <label for="description">${text.editor.description} <span class="hint">(${text.editor.optional})</span></label>
      <textarea
        id="description"
        maxlength="1000"
        rows="2"
        aria-describedby="description-note"
        .value=${form.filled.description}
        @input=${(event: InputEvent) => editor.typed('description', event)}
      ></textarea>
      ${note('description', errors.description)}
    </div>
    ${authentication(editor)}
  </div>`;
}

function input(
  editor: Editor,
  field: Field,
  { label, hint, type, placeholder, maxlength, readonly }: InputFacts,
): TemplateResult {
  const error = editor.errors[field];
  return html`<div class="field">
    <label for=${field}>${label}</label>
    <input
      id=${field}
      type=${type}
      maxlength=${maxlength}
      autocomplete="off"
      spellcheck="false"
      placeholder=${placeholder ?? ''}
      ?readonly=${readonly ?? false}
      aria-required="true"
      aria-invalid=${error ? 'true' : 'false'}
      aria-describedby=${`${field}-note`}
      .value=${editor.form.filled[field]}
      @input=${(event: InputEvent) => editor.typed(field, event)}
      @blur=${() => editor.left(field)}
    />
    ${note(field, error, hint)}
  </div>`;
}

function authentication(editor: Editor): TemplateResult {
  const { authTypes, filled } = editor.form;
  return html`<fieldset>
      <legend>${text.editor.authentication}</legend>
      <div class="choices">
        ${authTypes.map(
          (auth) => html`<label class="choice">
            <input type="radio" name="auth" .checked=${filled.auth === auth} @change=${() => editor.set({ auth })} />
            <span>${text.auth[auth]}<span class="hint">${text.editor.authHints[auth]}</span></span>
          </label>`,
        )}
      </div>
    </fieldset>
    ${filled.auth === 'api_key' ? credential(editor) : nothing}`;
}

function credential(editor: Editor): TemplateResult {
  const { ownHeader } = editor.form.filled;
  return html`<div class="credential">
    ${key(editor)}
    <div class="field">
      <label for="send">${text.editor.sendAs}</label>
      <select
        id="send"
        @change=${(event: Event) => {
          const own = (event.target as HTMLSelectElement).value === 'header';
          editor.set({ ownHeader: own, header: own ? 'X-API-Key' : '' });
        }}
      >
        <option value="bearer" ?selected=${!ownHeader}>${text.editor.asBearer}</option>
        <option value="header" ?selected=${ownHeader}>${text.editor.asHeader}</option>
      </select>
    </div>
    ${ownHeader ? input(editor, 'header', { label: text.editor.headerName, type: 'text', maxlength: 100 }) : nothing}
  </div>`;
}

function key(editor: Editor): TemplateResult {
  const { form, keyShown } = editor;
  const error = editor.errors.key;
  const turn = keyShown ? text.editor.hideKey : text.editor.showKey;
  return html`<div class="field">
    <label for="key">${text.editor.key}</label>
    <div class="key">
      <input
        id="key"
        type=${keyShown ? 'text' : 'password'}
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby="key-note"
        .value=${form.filled.key}
        @input=${(event: InputEvent) => editor.typed('key', event)}
      />
      <button type="button" aria-label=${`${turn} ${text.editor.key}`} @click=${() => (editor.keyShown = !keyShown)}>
        ${turn}
      </button>
    </div>
    ${note('key', error, form.keyIsKept ? text.editor.keyKept : undefined)}
  </div>`;
}

/** The line below a field: what to know about it, or what is wrong; there before it says anything, so that nothing moves. */
function note(field: Field, error: string | undefined, hint = ''): TemplateResult {
  return html`<p class=${error ? 'error' : 'hint'} id=${`${field}-note`} aria-live="polite">${error ?? hint}</p>`;
}
