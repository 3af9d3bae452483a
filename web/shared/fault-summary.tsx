import { useEffect, useRef } from 'preact/hooks';

type FaultSummaryProps<Field extends string> = {
  /** In the order of the form; each is the id of an input. */
  fields: readonly Field[];
  faults: Partial<Record<Field, string>>;
  /** Counts the tries to send a form with faults. */
  sentWrong: number;
  heading: string;
};

/** All that is wrong in one place, each a link to its field; it gets the focus each time that sending was in vain. */
export function FaultSummary<Field extends string>({ fields, faults, sentWrong, heading }: FaultSummaryProps<Field>) {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (sentWrong > 0) place.current?.focus();
  }, [sentWrong]);
  const wrong = fields.filter((field) => faults[field]);
  if (sentWrong === 0 || wrong.length === 0) return null;
  return (
    <div class="summary" role="alert">
      <h2 tabindex={-1} ref={place}>
        {heading}
      </h2>
      <ul>
        {wrong.map((field) => (
          <li key={field}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                // The fragment names the wave; only the focus moves.
                event.preventDefault();
                document.getElementById(field)?.focus();
              }}
            >
              {faults[field]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
