// How a connector is, in a pill: what matters most to its owner first.
import { html, type TemplateResult } from 'lit';
import type { Connector, TrustedTool } from '../api/api-types';
import { text } from '../text/en';
import './mcp-pill';
import type { Tone } from './mcp-pill';

const TONES: Record<string, Tone> = { ok: 'good', failing: 'bad', needs_reauth: 'warn', unverified: 'plain' };

/** Whether the agent does not get this tool until its owner has looked at it. */
export function waitsForReview({ state }: Pick<TrustedTool, 'state'>): boolean {
  return state === 'pending' || state === 'changed';
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
  const count = connector.discovered_tools.filter(waitsForReview).length;
  return count > 0 ? html`<mcp-pill tone="warn">${text.connectorStatus.review(count)}</mcp-pill>` : undefined;
}
