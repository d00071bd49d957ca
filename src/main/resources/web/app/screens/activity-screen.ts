// Activity: the user's own audit trail, newest first, by days.
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AuditAction, AuditEvent } from '../api/api-types';
import { failure } from '../parts/mcp-notice';
import { complain } from '../shell/connector-actions';
import { Remote } from '../shell/remote';
import { Screen } from '../shell/screen';
import { UnderWay } from '../shell/under-way';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { ago, dayOf, exactly } from '../text/moment';
import '../parts/mcp-notice';
import '../parts/mcp-pill';
import '../parts/mcp-skeleton';

interface Trail {
  events: AuditEvent[];
  next: string | null;
}

const PAGE = 50;

export class ActivityScreen extends Screen {
  static override properties = {
    ...Screen.properties,
    action: { state: true },
    connectorId: { state: true },
  };
  static override styles = [
    controls,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
        margin-block: 1.25rem 1.5rem;
      }
      .filters .field {
        flex: 0 1 15rem;
      }
      section {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: minmax(0, 1fr);
        margin-bottom: 1.75rem;
      }
      section ul.card {
        padding-block: 0.25rem;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        gap: 0.125rem 1rem;
        padding-block: 0.625rem;
      }
      li + li {
        border-top: 1px solid var(--mcp-line);
      }
      h3 {
        font-weight: 550;
      }
      h3 b {
        font-weight: 650;
      }
      p {
        overflow-wrap: anywhere;
      }
      .end {
        display: grid;
        justify-items: center;
        text-align: center;
      }
      @media (max-width: 36rem) {
        .filters .field {
          flex: 1 1 9rem;
        }
      }
    `,
  ];

  declare private action: AuditAction | '';
  declare private connectorId: string;
  private readonly trail = new Remote<Trail>(this, (signal) => this.page(undefined, signal));
  private readonly connectors = new Remote(this, (signal) => this.session.client.call('listConnectors', { signal }));
  private readonly underWay = new UnderWay<'more'>(this);

  constructor() {
    super();
    this.action = '';
    this.connectorId = '';
  }

  private page(before: string | undefined, signal?: AbortSignal): Promise<Trail> {
    return this.session.client.call('listAuditEvents', {
      query: {
        limit: PAGE,
        ...(before ? { before } : {}),
        ...(this.action ? { action: this.action } : {}),
        ...(this.connectorId ? { connector_id: Number(this.connectorId) } : {}),
      },
      ...(signal ? { signal } : {}),
    });
  }

  override render() {
    return html`<h1 tabindex="-1">${text.activity.title}</h1>
      <p class="soft">${text.activity.lead}</p>
      <div class="filters">
        <div class="field">
          <label for="action">${text.activity.action}</label>
          <select id="action" @change=${this.filter}>
            <option value="">${text.activity.everything}</option>
            ${Object.entries(text.activity.verbs).map(([action, verb]) => html`<option value=${action}>${verb}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="connector">${text.activity.connector}</label>
          <select id="connector" @change=${this.filter}>
            <option value="">${text.activity.all}</option>
            ${this.connectors.value?.map((one) => html`<option value=${one.id}>${one.name}</option>`)}
          </select>
        </div>
      </div>
      ${this.events()}`;
  }

  private readonly filter = async (): Promise<void> => {
    const chosen = (id: string) => this.renderRoot.querySelector<HTMLSelectElement>(`#${id}`)!.value;
    this.action = chosen('action') as AuditAction | '';
    this.connectorId = chosen('connector');
    await this.trail.reload();
  };

  private events(): TemplateResult {
    const { value, problem } = this.trail;
    if (problem) {
      return failure(problem, () => this.trail.reload());
    }
    if (value === undefined) {
      return html`<mcp-skeleton count="5"></mcp-skeleton>`;
    }
    const { activity } = text;
    if (value.events.length === 0) {
      return this.action || this.connectorId
        ? html`<mcp-notice heading=${activity.noMatchHeading} body=${activity.noMatchBody}></mcp-notice>`
        : html`<mcp-notice heading=${activity.emptyHeading} body=${activity.emptyBody}></mcp-notice>`;
    }
    return html`<div aria-busy=${this.trail.loading ? 'true' : 'false'}>
        ${byDays(value.events).map(([day, events]) => this.day(day, events))}
      </div>
      <div class="end">
        ${value.next
          ? html`<button
              type="button"
              aria-disabled=${this.underWay.has('more') ? 'true' : 'false'}
              @click=${() => this.underWay.once('more', () => this.more(value))}
            >
              ${activity.more}
            </button>`
          : html`<p class="soft small">${activity.end}</p>`}
      </div>`;
  }

  private day(day: string, events: readonly AuditEvent[]): TemplateResult {
    return html`<section aria-label=${day}>
      <h2>${day}</h2>
      <ul class="card">
        ${repeat(
          events,
          (event) => event.id,
          (event) => html`<li>${this.event(event)}</li>`,
        )}
      </ul>
    </section>`;
  }

  private event(event: AuditEvent): TemplateResult {
    const { activity } = text;
    const { action, target, outcome, duration_ms: duration, details, at, trace_id: trace } = event;
    const wentWell = outcome === 'ok';
    const more = [
      details?.tool ? target.name : undefined,
      details?.changed?.length ? activity.changed(details.changed.join(', ')) : undefined,
      details?.is_active === undefined ? undefined : details.is_active ? activity.switchedOn : activity.switchedOff,
      duration === null ? undefined : activity.took(text.millis(duration)),
      !wentWell && trace ? activity.trace(trace) : undefined,
    ].filter((part) => part);
    return html`<div>
        <div class="row">
          <h3>${activity.verbs[action] ?? action}: <b>${details?.tool ?? target.name ?? target.id}</b></h3>
          ${wentWell ? nothing : html`<mcp-pill tone="bad">${outcome}</mcp-pill>`}
        </div>
        ${more.length > 0 ? html`<p class="soft small">${more.join(' · ')}</p>` : nothing}
      </div>
      <time class="soft small" datetime=${at} title=${exactly(at)}>${ago(at)}</time>`;
  }

  private async more({ events, next }: Trail): Promise<void> {
    const { action, connectorId } = this;
    try {
      const page = await this.page(next ?? undefined);
      if (action === this.action && connectorId === this.connectorId) {
        this.trail.set({ events: [...events, ...page.events], next: page.next });
      }
    } catch (thrown) {
      complain(this.session, thrown);
    }
  }
}

function byDays(events: readonly AuditEvent[]): Array<[string, AuditEvent[]]> {
  const days = new Map<string, AuditEvent[]>();
  for (const event of events) {
    const day = dayOf(event.at);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}

customElements.define('mcp-activity-screen', ActivityScreen);
