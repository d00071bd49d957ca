// A heading with a list of tools below it, in one frame.
import { css } from 'lit';

export const toolCards = css`
  section {
    display: grid;
    gap: 0.75rem;
    grid-template-columns: minmax(0, 1fr);
  }
  .list {
    padding: 0;
    overflow: hidden;
  }
  .list > li + li {
    border-top: 1px solid var(--mcp-line);
  }
`;
