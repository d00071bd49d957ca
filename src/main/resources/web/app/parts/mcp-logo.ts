// A logo where it is ours or in the address itself; of one that would have to be loaded from elsewhere, the first letter.
import { LitElement, css, html } from 'lit';
import './mcp-avatar';

const PICTURE = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,]/;

export class McpLogo extends LitElement {
  static override properties = { name: {}, logo: { attribute: false }, broken: { state: true } };
  static override styles = css`
    :host {
      display: block;
      flex: none;
    }
    img {
      display: block;
      width: 2.375rem;
      height: 2.375rem;
      border-radius: 10px;
      object-fit: contain;
    }
  `;

  declare name: string;
  declare logo: string | null;
  declare private broken: boolean;

  constructor() {
    super();
    this.name = '';
    this.logo = null;
    this.broken = false;
  }

  override render() {
    const { logo } = this;
    return logo && !this.broken && isNear(logo)
      ? html`<img src=${logo} alt="" @error=${() => (this.broken = true)} />`
      : html`<mcp-avatar name=${this.name}></mcp-avatar>`;
  }
}

/** Whoever is asked for a picture learns who looks at it. */
function isNear(logo: string): boolean {
  return PICTURE.test(logo) || (URL.canParse(logo, location.href) && new URL(logo, location.href).origin === location.origin);
}

customElements.define('mcp-logo', McpLogo);
