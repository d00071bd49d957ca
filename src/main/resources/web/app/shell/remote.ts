// Something that a screen loads: being loaded, there, or failed; changed before the service has agreed, and back if it does not.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiProblem } from '../api/api-problem';

export class Remote<T> implements ReactiveController {
  value: T | undefined;
  problem: ApiProblem | undefined;
  /** While it is asked for; a value from before stays. */
  loading = false;
  private request: AbortController | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly load: (signal: AbortSignal) => Promise<T>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('online', this.retry);
    // After the host has got its properties.
    queueMicrotask(() => void this.reload());
  }

  hostDisconnected(): void {
    removeEventListener('online', this.retry);
    this.request?.abort();
  }

  private readonly retry = (): void => {
    if (this.problem) {
      void this.reload();
    }
  };

  /** Asks again; what was there stays until the answer. */
  async reload(): Promise<void> {
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    this.loading = true;
    this.host.requestUpdate();
    try {
      const value = await this.load(request.signal);
      if (!request.signal.aborted) {
        this.value = value;
        this.problem = undefined;
      }
    } catch (thrown) {
      if (!request.signal.aborted) {
        this.problem = ApiProblem.of(thrown);
      }
    }
    if (this.request === request) {
      this.loading = false;
      this.host.requestUpdate();
    }
  }

  /** Replaces the value by what the service has answered. */
  set(value: T): void {
    this.value = value;
    this.problem = undefined;
    this.host.requestUpdate();
  }

  change(change: (value: T) => T): void {
    if (this.value !== undefined) {
      this.set(change(this.value));
    }
  }

  /** Shows a change at once, and takes it back where the call fails, which is thrown. */
  async optimistically<A>(change: (value: T) => T, back: (value: T) => T, call: () => Promise<A>): Promise<A> {
    this.change(change);
    try {
      return await call();
    } catch (thrown) {
      this.change(back);
      throw ApiProblem.of(thrown);
    }
  }
}
