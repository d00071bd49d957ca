// The events of a response, as they arrive (HTML standard, section 9.2, as far as the service makes use of it).
export interface ServerEvent {
  name: string;
  data: string;
}

export const EVENT_STREAM = 'text/event-stream';

/** One after the other, until the response ends; what has no blank line behind it is no event. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    text += decoder.decode(chunk.value, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      yield parsed(event);
    }
  }
}

function parsed(event: string): ServerEvent {
  const fields = event.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line));
  const value = (field: string) => fields.flatMap((found) => (found?.[1] === field ? [found[2] ?? ''] : [])).join('\n');
  return { name: value('event') || 'message', data: value('data') };
}
