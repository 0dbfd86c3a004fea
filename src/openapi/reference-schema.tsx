/** Shapes in words, for people. */
import { nameOf, type Shape } from "./reading";

/** How deep the fields of fields are told before a shape of its own should be read. */
const DEEPEST = 3;

/** The kind of a value: `text`, `list of Article`, `"ar" or "en"`. */
export function Kind({ shape }: { shape: Shape }) {
  const { $ref, anyOf, oneOf, items, type } = shape;
  if ($ref !== undefined) return <a href={`#${nameOf($ref)}`}>{nameOf($ref)}</a>;
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return <Choice choices={choices} />;
  if (items !== undefined)
    return (
      <>
        list of <Kind shape={items} />
      </>
    );
  if (shape.enum !== undefined) return <>{shape.enum.map(one => String(one)).join(" | ")}</>;
  if (shape.const !== undefined) return <>{String(shape.const)}</>;
  if (typeof shape.additionalProperties === "object")
    return (
      <>
        map to <Kind shape={shape.additionalProperties} />
      </>
    );
  const kind = shape.format ?? (Array.isArray(type) ? type.join(" or ") : type) ?? "anything";
  return <>{[kind, limitsOf(shape)].filter(part => part !== "").join(", ")}</>;
}

function Choice({ choices }: { choices: readonly Shape[] }) {
  return (
    <>
      {choices.map((one, place) => (
        <>
          {place > 0 && " or "}
          <Kind shape={one} />
        </>
      ))}
    </>
  );
}

function limitsOf({ minimum, maximum, maxLength }: Shape): string {
  if (maxLength !== undefined) return `at most ${maxLength}`;
  const isBounded = maximum !== undefined && maximum < 1e9;
  if (isBounded) return `${minimum ?? ""} to ${maximum}`;
  return "";
}

/** The fields of an object, and those of the objects in it. */
export function Fields({ shape, depth = 1 }: { shape: Shape; depth?: number }) {
  const { properties = {}, required = [] } = shape;
  const entries = Object.entries(properties);
  if (entries.length === 0) return null;
  return (
    <dl>
      {entries.map(([name, one]) => (
        <div>
          <dt>
            <code>{name}</code>
            {!required.includes(name) && <Optional />}
          </dt>
          <dd>
            <span class="kind">
              <Kind shape={one} />
              {one.default !== undefined && `, else ${JSON.stringify(one.default)}`}
            </span>{" "}
            <Marked text={one.description ?? ""} />
            {depth < DEEPEST && insideOf(one).map(inside => <Fields shape={inside} depth={depth + 1} />)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Marks what may be left out. */
export function Optional() {
  return <small> optional</small>;
}

/** Objects that have no name of their own. */
function insideOf(shape: Shape): Shape[] {
  if (shape.properties !== undefined) return [shape];
  const { items, anyOf, oneOf, additionalProperties } = shape;
  const one = typeof additionalProperties === "object" ? [additionalProperties] : [];
  const within = [...(items === undefined ? [] : [items]), ...(anyOf ?? []), ...(oneOf ?? []), ...one];
  return within.flatMap(insideOf);
}

/** A sentence in which names of fields stand between backticks. */
export function Marked({ text }: { text: string }) {
  return <>{text.split("`").map((piece, place) => (place % 2 === 1 ? <code>{piece}</code> : piece))}</>;
}
