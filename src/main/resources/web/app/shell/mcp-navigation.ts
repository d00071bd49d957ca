// The way between the places: a row of words, or where there is little room, one of pictures with words below.
import { LitElement, css, html, nothing } from 'lit';
import { icon } from '../parts/icon';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { SCREENS } from './screens';

export class McpNavigation extends LitElement {
  static override properties = { current: {}, href: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      ul {
        display: flex;
        gap: 1.25rem;
        max-width: var(--mcp-width);
        margin-inline: auto;
        padding-inline: 1.25rem;
      }
      a {
        display: block;
        padding: 0.875rem 0.125rem 0.75rem;
        border-bottom: 2px solid transparent;
        color: var(--mcp-text-soft);
        font-weight: 550;
        text-decoration: none;
        white-space: nowrap;
      }
      a:focus-visible {
        outline-offset: -2px;
      }
      a:hover {
        color: var(--mcp-text);
      }
      a[aria-current] {
        border-color: var(--mcp-accent);
        color: var(--mcp-text);
      }
      svg {
        display: none;
      }
      @container (max-width: 34rem) {
        ul {
          display: grid;
          grid-auto-flow: column;
          grid-auto-columns: minmax(min-content, 1fr);
          gap: 0;
          padding-inline: 0.25rem;
        }
        a {
          display: grid;
          justify-items: center;
          align-content: start;
          gap: 0.125rem;
          height: 100%;
          padding: 0.5rem 0.125rem 0.375rem;
          font-size: 0.6875rem;
          line-height: 1.3;
          text-align: center;
          white-space: normal;
        }
        svg {
          display: block;
        }
      }
    `,
  ];

  /** The path of the screen that is shown. */
  declare current: string;
  /** The address of a path. */
  declare href: (path: string) => string;

  override render() {
    return html`<nav aria-label=${text.product}>
      <ul>
        ${SCREENS.map(({ path, title, picture }) =>
          picture
            ? html`<li>
                <a href=${this.href(path)} aria-current=${belongsTo(this.current, path) ? 'page' : nothing}
                  >${icon(picture)} ${title}</a
                >
              </li>`
            : nothing,
        )}
      </ul>
    </nav>`;
  }
}

/** Whether a path is that of a place in the navigation or below it. */
function belongsTo(path: string, place: string): boolean {
  return path === place || (place !== '' && path.startsWith(`${place}/`));
}

customElements.define('mcp-navigation', McpNavigation);
