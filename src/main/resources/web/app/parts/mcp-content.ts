// One block of what a tool has answered. All of it is a stranger's word: shown as text, or as a picture that runs nothing.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { isObject, parsed, pretty, type Json, type JsonObject } from '../form/json';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { webAddress } from './web-address';

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
const SOUNDS = new Set(['audio/mpeg', 'audio/mp3', 'audio/wav', 'audio/x-wav', 'audio/ogg', 'audio/webm', 'audio/mp4', 'audio/aac', 'audio/flac']);
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;
/** Nobody reads more at once. */
const MOST_TEXT = 20_000;

export class McpContent extends LitElement {
  static override properties = { block: { attribute: false }, all: { state: true } };
  static override styles = [
    controls,
    css`
      pre {
        max-height: 30rem;
        margin: 0;
        padding: 0.75rem 0.875rem;
        overflow: auto;
        border-radius: var(--mcp-radius-small);
        background: var(--mcp-sunken);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        unicode-bidi: isolate;
      }
      pre.prose {
        font: 0.9375rem/1.5 var(--mcp-font);
      }
      img {
        display: block;
        max-width: 100%;
        max-height: 30rem;
        border: 1px solid var(--mcp-line);
        border-radius: var(--mcp-radius-small);
      }
      audio {
        width: min(28rem, 100%);
      }
      .resource {
        display: grid;
        gap: 0.375rem;
        grid-template-columns: minmax(0, 1fr);
      }
      p,
      a {
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare block: Json;
  declare private all: boolean;

  constructor() {
    super();
    this.block = null;
    this.all = false;
  }

  override render(): TemplateResult {
    const { block } = this;
    if (!isObject(block)) {
      return this.text(pretty(block));
    }
    switch (block['type']) {
      case 'text':
        return this.text(block['text']);
      case 'image':
        return this.binary(block['data'], block['mimeType']);
      case 'audio':
        return this.binary(block['data'], block['mimeType']);
      case 'resource_link':
        return this.link(block);
      case 'resource':
        return isObject(block['resource']) ? this.resource(block['resource']) : this.text(pretty(block));
      default:
        return this.text(pretty(block));
    }
  }

  private text(given: unknown): TemplateResult {
    const whole = typeof given === 'string' ? given : pretty(given);
    const json = /^\s*[[{]/.test(whole) ? parsed(whole) : undefined;
    const shown = json === undefined ? whole : pretty(json);
    const cut = !this.all && shown.length > MOST_TEXT;
    return html`<pre tabindex="0" role="group" aria-label=${text.playground.result} class=${json === undefined ? 'prose' : ''}>${cut ? shown.slice(0, MOST_TEXT) : shown}</pre>
      ${cut
        ? html`<button type="button" class="quiet" @click=${() => (this.all = true)}>${text.playground.showAll}</button>`
        : nothing}`;
  }

  /** Only of types that are nothing but pictures or sounds: an SVG, say, is a document. */
  private binary(data: unknown, given: unknown): TemplateResult {
    const type = typeof given === 'string' ? given.split(';')[0]!.trim().toLowerCase() : '';
    const { playground } = text;
    if (typeof data === 'string' && BASE64.test(data)) {
      const address = `data:${type};base64,${data.replace(/\s/g, '')}`;
      if (PICTURES.has(type)) {
        return html`<img src=${address} alt=${playground.image(type)} />`;
      }
      if (SOUNDS.has(type)) {
        return html`<audio controls src=${address} aria-label=${playground.audio(type)}></audio>`;
      }
    }
    const size = typeof data === 'string' ? Math.floor((data.length * 3) / 4) : 0;
    return html`<p class="soft">${playground.notShown(type || playground.unknownType, playground.bytes(size))}</p>`;
  }

  private link(link: JsonObject): TemplateResult {
    const { uri, name, title, description, mimeType } = link;
    const label = [title, name].find((one) => typeof one === 'string' && one !== '') ?? text.playground.link;
    return html`<div class="resource">
      <p><strong>${label}</strong> ${typeof mimeType === 'string' ? html`<span class="soft small">${mimeType}</span>` : nothing}</p>
      ${typeof description === 'string' ? html`<p class="soft small">${description}</p>` : nothing} ${this.address(uri)}
    </div>`;
  }

  private address(given: unknown): TemplateResult {
    const url = webAddress(given);
    return url
      ? html`<a href=${url.href} target="_blank" rel="noopener noreferrer">${url.href}</a>`
      : html`<code>${typeof given === 'string' ? given : pretty(given)}</code>`;
  }

  private resource(resource: JsonObject): TemplateResult {
    const { uri, mimeType, text: said, blob } = resource;
    return html`<div class="resource">
      <p class="small soft">
        ${text.playground.embedded} <code>${typeof uri === 'string' ? uri : ''}</code>
        ${typeof mimeType === 'string' ? mimeType : nothing}
      </p>
      ${typeof said === 'string'
        ? this.text(said)
        : typeof blob === 'string'
          ? this.binary(blob, mimeType)
          : this.text(pretty(resource))}
    </div>`;
  }
}

customElements.define('mcp-content', McpContent);
