// All tools by where they come from, to be chosen, one of them to be looked at.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AgentTool } from '../api/api-types';
import { controls } from '../style/controls';
import { text } from '../text/en';

interface Group {
  slug: string;
  name: string;
  tools: AgentTool[];
}

export class McpToolChoice extends LitElement {
  static override properties = {
    tools: { attribute: false },
    chosen: { attribute: false },
    current: {},
    sought: { state: true },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr);
        gap: 0.5rem;
        min-height: 0;
      }
      .all {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
        padding-inline: 0.125rem;
      }
      .scroll {
        min-height: 0;
        overflow: auto;
        overscroll-behavior: contain;
        border: 1px solid var(--mcp-line);
        border-radius: var(--mcp-radius);
        background: var(--mcp-surface);
      }
      .scroll:focus-visible {
        outline-offset: -2px;
      }
      fieldset + fieldset {
        border-top: 1px solid var(--mcp-line);
      }
      label {
        display: flex;
        align-items: flex-start;
        gap: 0.5rem;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .group {
        padding: 0.5rem 0.75rem;
        background: var(--mcp-sunken);
      }
      li {
        display: flex;
        align-items: flex-start;
        gap: 0.5rem;
        padding: 0.125rem 0.5rem 0.125rem 0.75rem;
      }
      li input[type='checkbox'] {
        margin-top: 0.6rem;
      }
      li button {
        flex: 1;
        min-width: 0;
        display: block;
        padding: 0.35rem 0.5rem;
        text-align: start;
        white-space: normal;
        overflow-wrap: anywhere;
        font-weight: 400;
      }
      li button[aria-current] {
        background: var(--mcp-accent-soft);
        color: var(--mcp-accent);
        font-weight: 600;
      }
      .none {
        padding: 0.75rem;
      }
    `,
  ];

  declare tools: readonly AgentTool[];
  declare chosen: ReadonlySet<string>;
  /** The name of the one that is looked at. */
  declare current: string;
  declare private sought: string;

  constructor() {
    super();
    this.tools = [];
    this.chosen = new Set();
    this.current = '';
    this.sought = '';
  }

  override render() {
    const needle = this.sought.toLowerCase();
    const found = this.tools.filter((tool) => `${tool.name} ${tool.title} ${tool.description}`.toLowerCase().includes(needle));
    const { playground } = text;
    return html`<input
        type="search"
        aria-label=${playground.search}
        placeholder=${playground.search}
        .value=${this.sought}
        @input=${(event: InputEvent) => (this.sought = (event.target as HTMLInputElement).value)}
      />
      <div class="all">
        <label>${this.checkbox(found, playground.all)} ${playground.all}</label>
        <span class="soft small" role="status">${playground.chosen(this.chosen.size, this.tools.length)}</span>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${playground.tools}>
        ${found.length === 0 ? html`<p class="soft none">${playground.noMatch}</p>` : nothing}
        ${repeat(
          groupsOf(found),
          (group) => group.slug,
          (group) => this.group(group),
        )}
      </div>`;
  }

  private group({ name, tools }: Group): TemplateResult {
    return html`<fieldset>
      <legend class="visually-hidden">${name}</legend>
      <div class="group"><label>${this.checkbox(tools, text.playground.chooseAll(name))} ${name}</label></div>
      <ul>
        ${repeat(
          tools,
          (tool) => tool.name,
          (tool) => html`<li>
            ${this.checkbox([tool], text.playground.choose(tool.name))}
            <button
              type="button"
              class="quiet"
              aria-current=${tool.name === this.current ? 'true' : nothing}
              @click=${() => this.dispatchEvent(new CustomEvent<string>('picked', { detail: tool.name }))}
            >
              ${labelOf(tool, name)}
            </button>
          </li>`,
        )}
      </ul>
    </fieldset>`;
  }

  /** One for all of these. */
  private checkbox(tools: readonly AgentTool[], label: string): TemplateResult {
    const count = tools.filter((tool) => this.chosen.has(tool.name)).length;
    return html`<input
      type="checkbox"
      aria-label=${label}
      ?disabled=${tools.length === 0}
      .checked=${count > 0 && count === tools.length}
      .indeterminate=${count > 0 && count < tools.length}
      @change=${(event: Event) => this.choose(tools, event.target as HTMLInputElement)}
    />`;
  }

  private choose(tools: readonly AgentTool[], { checked }: HTMLInputElement): void {
    const names = new Set(tools.map((tool) => tool.name));
    const chosen = this.tools
      .map((tool) => tool.name)
      .filter((name) => (names.has(name) ? checked : this.chosen.has(name)));
    this.dispatchEvent(new CustomEvent<string[]>('chosen', { detail: chosen }));
  }
}

/** What stands before the colon in a title is the name of the connector, and before `__` in a name its slug. */
function groupsOf(tools: readonly AgentTool[]): Group[] {
  const groups = new Map<string, Group>();
  for (const tool of tools) {
    const slug = tool.name.split('__')[0]!;
    const group = groups.get(slug) ?? { slug, name: sourceOf(tool, slug), tools: [] };
    groups.set(slug, { ...group, tools: [...group.tools, tool] });
  }
  return [...groups.values()];
}

function sourceOf({ title }: AgentTool, slug: string): string {
  const colon = title?.indexOf(': ') ?? -1;
  return colon > 0 ? title.slice(0, colon) : slug;
}

function labelOf({ name, title }: AgentTool, source: string): string {
  return title?.startsWith(`${source}: `) ? title.slice(source.length + 2) : name;
}

customElements.define('mcp-tool-choice', McpToolChoice);
