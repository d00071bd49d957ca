// How to try a server that runs on one's own machine; starts nothing, but says what to start and fills in where it will be.
import { LitElement, css, html } from 'lit';
import { controls } from '../style/controls';
import { text } from '../text/en';
import './mcp-dialog';

/** The reference server, which has a tool of every kind; it listens there unless told otherwise. */
const COMMAND = 'npx -y @modelcontextprotocol/server-everything streamableHttp';
const ADDRESS = 'http://localhost:3001/mcp';

export class McpLocalServer extends LitElement {
  static override properties = { open: { state: true } };
  static override styles = [
    controls,
    css`
      ol {
        display: grid;
        gap: 0.75rem;
        padding-left: 1.25rem;
        list-style: decimal;
        text-align: start;
      }
      code {
        display: block;
        margin-top: 0.375rem;
        padding: 0.5rem 0.75rem;
        border-radius: var(--mcp-radius-small);
        background: var(--mcp-sunken);
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ];

  declare private open: boolean;

  constructor() {
    super();
    this.open = false;
  }

  override render() {
    return html`<button type="button" @click=${() => (this.open = true)}>${text.localServer.show}</button>
      <mcp-dialog heading=${text.localServer.heading} .open=${this.open} @closed=${this.close}>
        <ol>
          <li>${text.localServer.start} <code>${COMMAND}</code></li>
          <li>${text.localServer.point} <code>${ADDRESS}</code></li>
        </ol>
        <button slot="answers" type="button" @click=${this.close}>${text.close}</button>
        <button slot="answers" type="button" class="primary" @click=${this.fillIn}>${text.localServer.fillIn}</button>
      </mcp-dialog>`;
  }

  private close(): void {
    this.open = false;
  }

  private fillIn(): void {
    this.close();
    this.dispatchEvent(new CustomEvent<string>('wanted', { detail: ADDRESS }));
  }
}

customElements.define('mcp-local-server', McpLocalServer);
