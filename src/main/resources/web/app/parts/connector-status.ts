// How a connector is, in a pill: what matters most to its owner first.
import { html, type TemplateResult } from 'lit';
import type { Connector } from '../api/api-types';
import { text } from '../text/en';
import './mcp-pill';
import type { Tone } from './mcp-pill';

const TONES: Record<string, Tone> = { ok: 'good', failing: 'bad', needs_reauth: 'warn', unverified: 'plain' };

/** Tools that the agent does not get until their owner has looked at them. */
export function toReview(connector: Connector): number {
  return connector.discovered_tools.filter((tool) => tool.state === 'pending' || tool.state === 'changed').length;
}

export function statusPill(connector: Connector): TemplateResult {
  const labels = text.connectorStatus;
  if (!connector.is_active) {
    return html`<mcp-pill>${labels.off}</mcp-pill>`;
  }
  const label = labels[connector.status as keyof typeof labels];
  return html`<mcp-pill tone=${TONES[connector.status] ?? 'plain'}
    >${typeof label === 'string' ? label : connector.status}</mcp-pill
  >`;
}

export function reviewPill(connector: Connector): TemplateResult | undefined {
  const count = toReview(connector);
  return count > 0 ? html`<mcp-pill tone="warn">${text.connectorStatus.review(count)}</mcp-pill>` : undefined;
}
