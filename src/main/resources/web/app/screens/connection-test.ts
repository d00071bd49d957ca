// A test of a server that somebody waits for: how far it is, what came of it, and whether that still holds.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiProblem } from '../api/api-problem';
import type { PhaseResult, TestResult } from '../api/api-types';
import type { ConnectorsClient } from '../api/connectors-client';
import type { ConnectorForm } from './connector-form';

export class ConnectionTest implements ReactiveController {
  running = false;
  /** How far the test is that is under way. */
  phases: readonly PhaseResult[] = [];
  result: TestResult | undefined;
  /** What the result is about. */
  private tested: ConnectorForm | undefined;
  private request: AbortController | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.callOff();
  }

  callOff(): void {
    this.request?.abort();
  }

  /** Whether something has changed since that the server would see. */
  isStaleFor(form: ConnectorForm): boolean {
    return this.tested !== undefined && !this.tested.isTestedAs(form);
  }

  hasPassedFor(form: ConnectorForm): boolean {
    return this.result?.success === true && !this.isStaleFor(form);
  }

  /** Whether there is a result now; what else came of it is shown as part of the test, unless it was called off. */
  async run(client: ConnectorsClient, form: ConnectorForm, show: (problem: ApiProblem) => Promise<void>): Promise<boolean> {
    const request = new AbortController();
    this.request = request;
    this.begin();
    try {
      this.result = await client.watch('testServer', { body: form.server, signal: request.signal }, (_, phase) =>
        this.hear(phase as PhaseResult),
      );
      this.tested = form;
      return true;
    } catch (thrown) {
      if (!request.signal.aborted) {
        await show(ApiProblem.of(thrown));
      }
      return false;
    } finally {
      this.running = false;
      this.host.requestUpdate();
    }
  }

  private begin(): void {
    this.running = true;
    this.result = undefined;
    this.phases = [];
    this.host.requestUpdate();
  }

  private hear(phase: PhaseResult): void {
    this.phases = [...this.phases, phase];
    this.host.requestUpdate();
  }
}
