// What has happened, said once and read out; it goes by itself unless there is something to do.
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Message } from '../shell/session';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { icon } from './icon';

const SHOWN_MILLIS = 6_000;

interface Toast extends Message {
  id: number;
}

export class McpToasts extends LitElement {
  static override properties = { toasts: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        z-index: 10;
        inset: auto 0 0;
        display: grid;
        justify-items: center;
        padding: 1rem;
        pointer-events: none;
      }
      ul {
        display: grid;
        gap: 0.5rem;
        max-width: 32rem;
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        padding: 0.4rem 0.4rem 0.4rem 1rem;
        border: 1px solid var(--mcp-line);
        border-radius: var(--mcp-radius);
        background: var(--mcp-surface);
        box-shadow: var(--mcp-shadow);
        pointer-events: auto;
        animation: rise 0.18s ease-out;
        overflow-wrap: anywhere;
      }
      li > svg {
        color: var(--mcp-good);
      }
      li.bad > svg {
        color: var(--mcp-bad);
      }
      p {
        flex: 1;
        padding-block: 0.3rem;
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 0.5rem;
        }
      }
    `,
  ];

  declare toasts: Toast[];
  private last = 0;

  constructor() {
    super();
    this.toasts = [];
  }

  show(message: Message): void {
    const toast = { ...message, id: ++this.last };
    this.toasts = [...this.toasts.slice(-2), toast];
    if (!message.action && message.tone !== 'bad') {
      setTimeout(() => this.dismiss(toast.id), SHOWN_MILLIS);
    }
  }

  override render() {
    return html`<div role="status" aria-live="polite">
      <ul>
        ${repeat(
          this.toasts,
          (toast) => toast.id,
          (toast) => html`<li class=${toast.tone ?? 'good'}>
            ${icon(toast.tone === 'bad' ? 'warning' : 'check')}
            <p role=${toast.tone === 'bad' ? 'alert' : nothing}>${toast.text}</p>
            ${toast.action
              ? html`<button type="button" class="quiet" @click=${() => this.act(toast)}>${toast.action.label}</button>`
              : nothing}
            <button
              type="button"
              class="quiet"
              aria-label=${`${text.close}: ${toast.text}`}
              @click=${() => this.dismiss(toast.id)}
            >
              ${icon('cross')}
            </button>
          </li>`,
        )}
      </ul>
    </div>`;
  }

  private act(toast: Toast): void {
    this.dismiss(toast.id);
    toast.action?.run();
  }

  private dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}

customElements.define('mcp-toasts', McpToasts);
