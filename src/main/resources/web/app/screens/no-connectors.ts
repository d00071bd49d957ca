// What stands in the place of connectors for those who have none.
import { html, nothing, type TemplateResult } from 'lit';
import type { Session } from '../shell/session';
import { text } from '../text/en';
import '../parts/mcp-local-server';
import '../parts/mcp-notice';

export function noConnectors(session: Session): TemplateResult {
  return html`<mcp-notice heading=${text.apps.emptyHeading} body=${text.apps.emptyBody}>
    ${session.demo
      ? html`<mcp-local-server
          @wanted=${(event: CustomEvent<string>) => session.go(`connectors/new?url=${event.detail}`)}
        ></mcp-local-server>`
      : nothing}
  </mcp-notice>`;
}
