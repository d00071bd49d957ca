// A question over the page, with its answers: the browser's own dialog, which keeps the focus in it and gives it back.
import { LitElement, css, html } from 'lit';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { icon } from './icon';

export class McpDialog extends LitElement {
  static override properties = { heading: {}, open: { type: Boolean } };
  static override styles = [
    controls,
    css`
      :host {
        display: contents;
      }
      dialog {
        width: min(28rem, calc(100vw - 2rem));
        max-height: calc(100dvh - 2rem);
        padding: 1.25rem 1.375rem;
        border: 1px solid var(--mcp-line);
        border-radius: var(--mcp-radius);
        background: var(--mcp-surface);
        color: var(--mcp-text);
        box-shadow: var(--mcp-shadow);
      }
      dialog::backdrop {
        background: rgb(10 10 10 / 0.5);
      }
      .head {
        display: flex;
        align-items: flex-start;
        justify-content: space-between;
        gap: 1rem;
        margin-bottom: 0.5rem;
      }
      .head button {
        margin: -0.5rem -0.6rem 0 0;
      }
      h2 {
        overflow-wrap: anywhere;
      }
      .answers {
        display: flex;
        justify-content: flex-end;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 1.25rem;
      }
    `,
  ];

  declare heading: string;
  declare open: boolean;

  constructor() {
    super();
    this.heading = '';
    this.open = false;
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.closed} @click=${this.clickedBeside}>
      <div class="head">
        <h2 id="heading">${this.heading}</h2>
        <button type="button" class="quiet" aria-label=${text.close} @click=${this.close}>${icon('cross')}</button>
      </div>
      <slot></slot>
      <div class="answers"><slot name="answers"></slot></div>
    </dialog>`;
  }

  override updated(): void {
    const dialog = this.dialog;
    if (this.open && !dialog.open) {
      dialog.showModal();
      // What is slotted is not considered by itself.
      this.querySelector<HTMLElement>('[autofocus]')?.focus();
    } else if (!this.open && dialog.open) {
      dialog.close();
    }
  }

  close(): void {
    this.dialog.close();
  }

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  private clickedBeside(event: MouseEvent): void {
    if (event.target === this.dialog && event.composedPath()[0] === this.dialog) {
      this.close();
    }
  }

  private closed(): void {
    this.open = false;
    this.dispatchEvent(new CustomEvent('closed'));
  }
}

customElements.define('mcp-dialog', McpDialog);
