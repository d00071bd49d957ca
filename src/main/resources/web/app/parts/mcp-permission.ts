// What somebody is about to permit, to whom, and where they are sent for it; asked before they leave the page.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ApiProblem } from '../api/api-problem';
import type { Permission } from '../shell/session';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { icon } from './icon';
import { webAddress } from './web-address';
import './mcp-avatar';
import './mcp-dialog';

export class McpPermission extends LitElement {
  static override properties = {
    permission: { attribute: false },
    url: { state: true },
    problem: { state: true },
  };
  static override styles = [
    controls,
    css`
      .stack {
        margin-top: 0.75rem;
      }
      ul {
        display: grid;
        gap: 0.25rem;
        margin-top: 0.375rem;
      }
      li {
        display: flex;
        gap: 0.5rem;
        overflow-wrap: anywhere;
      }
      li svg {
        margin-top: 0.2rem;
        color: var(--mcp-good);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.25rem 0.875rem;
        padding: 0.75rem 0.875rem;
        border-radius: var(--mcp-radius-small);
        background: var(--mcp-sunken);
      }
      dd {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .differs {
        color: var(--mcp-warn);
      }
      .problem {
        color: var(--mcp-bad);
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare permission: Permission | undefined;
  /** Where to sign in, once that is known. */
  declare private url: string | undefined;
  declare private problem: ApiProblem | undefined;
  private request: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.request?.abort();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('permission')) {
      this.request?.abort();
      this.url = undefined;
      this.problem = undefined;
      if (this.permission) {
        void this.find(this.permission);
      }
    }
  }

  private async find(permission: Permission): Promise<void> {
    const request = new AbortController();
    this.request = request;
    this.problem = undefined;
    try {
      const url = webAddress(await permission.begin(request.signal));
      if (!request.signal.aborted) {
        this.url = url?.href;
        this.problem = url ? undefined : ApiProblem.of(text.permission.unknown);
      }
    } catch (thrown) {
      if (!request.signal.aborted) {
        this.problem = ApiProblem.of(thrown);
      }
    }
  }

  override render() {
    const { permission } = this;
    return html`<mcp-dialog
      heading=${permission ? text.permission.heading(permission.name) : ''}
      .open=${permission !== undefined}
      @closed=${this.close}
    >
      ${permission ? this.body(permission) : nothing}
      <button slot="answers" type="button" @click=${this.close}>${text.cancel}</button>
      ${permission && this.problem
        ? html`<button slot="answers" type="button" class="primary" @click=${() => this.find(permission)}>${text.retry}</button>`
        : html`<button slot="answers" type="button" class="primary" ?disabled=${!this.url} @click=${this.agree}>
            ${icon('leave')} ${text.permission.agree}
          </button>`}
    </mcp-dialog>`;
  }

  private body({ name, capabilities = [], server, privacyPolicy }: Permission): TemplateResult {
    const can = capabilities.length > 0 ? capabilities : [text.permission.anything];
    const policy = webAddress(privacyPolicy);
    return html`<div class="stack">
      <div>
        <p class="label">${text.permission.can}</p>
        <ul>
          ${can.map((one) => html`<li>${icon('check')} <span>${one}</span></li>`)}
        </ul>
      </div>
      <div>
        <p class="label">${text.permission.shared}</p>
        <p class="soft">${text.permission.sharedBody(name)} ${text.permission.kept}</p>
        ${policy
          ? html`<a href=${policy.href} target="_blank" rel="noopener noreferrer"
              >${text.directory.elsewhere(text.permission.privacy, policy.hostname)}</a
            >`
          : nothing}
      </div>
      <dl aria-live="polite">
        ${server
          ? html`<dt class="soft">${text.permission.server}</dt>
              <dd>${webAddress(server)?.host ?? server}</dd>`
          : nothing}
        <dt class="soft">${text.permission.goes}</dt>
        <dd>${this.where()}</dd>
      </dl>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem.detail}</p>` : this.warning(server)}
    </div>`;
  }

  private where(): string | undefined {
    return this.problem ? text.permission.unknown : this.url ? new URL(this.url).host : text.permission.finding;
  }

  /** Many servers have their users sign in elsewhere, and a bad one may do so too. */
  private warning(server: string | undefined): TemplateResult | typeof nothing {
    const [there, here] = [webAddress(this.url), webAddress(server)];
    return there && here && site(there) !== site(here)
      ? html`<p class="differs small">${text.permission.differs}</p>`
      : nothing;
  }

  private close(): void {
    this.request?.abort();
    this.dispatchEvent(new CustomEvent('closed'));
  }

  private agree(): void {
    const { url } = this;
    this.close();
    this.dispatchEvent(new CustomEvent('agreed', { detail: url }));
  }
}

/** Near enough to what people take for one site; says too little rather than too much for the likes of co.uk. */
function site(url: URL): string {
  return url.hostname.split('.').slice(-2).join('.');
}

customElements.define('mcp-permission', McpPermission);
