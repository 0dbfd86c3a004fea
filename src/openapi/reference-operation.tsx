/** One operation, for people. */
import { curlOf, exampleOf } from "./example";
import { nameOf, type Parameter, type ReadDocument, type ReadOperation } from "./reading";
import { Fields, Kind, Marked, Optional } from "./reference-schema";

interface Props {
  operation: ReadOperation;
  document: ReadDocument;
}

export function OperationReference({ operation, document }: Props) {
  const { operationId, summary, method, path, description, parameters, requestBody } = operation;
  const [{ url: origin }] = document.servers;
  return (
    <section id={operationId}>
      <h3>
        <a href={`#${operationId}`}>{summary}</a>
      </h3>
      <p class="door">
        <b>{method}</b> <code>{path}</code>
      </p>
      {description !== "" && (
        <p>
          <Marked text={description} />
        </p>
      )}
      {parameters.length > 0 && <Parameters parameters={parameters} />}
      {requestBody && <Body body={requestBody} />}
      <Answers operation={operation} document={document} />
      <details>
        <summary>Example</summary>
        <pre>
          <code>{curlOf(exampleOf(operation), origin)}</code>
        </pre>
      </details>
    </section>
  );
}

function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <>
      <h4>Parameters</h4>
      <dl>
        {parameters.map(one => (
          <div>
            <dt>
              <code>{one.name}</code>
              {!one.required && <Optional />}
              {one.in !== "query" && <small> {one.in}</small>}
            </dt>
            <dd>
              <span class="kind">
                <Kind shape={one.schema} />
                {one.schema.default !== undefined && `, else ${String(one.schema.default)}`}
              </span>{" "}
              <Marked text={one.description ?? ""} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Body({ body }: { body: NonNullable<ReadOperation["requestBody"]> }) {
  const json = Object.keys(body.content).length === 1 ? body.content["application/json"] : undefined;
  return (
    <>
      <h4>Body{!body.required && <Optional />}</h4>
      {json === undefined ? (
        <dl>
          {Object.entries(body.content).map(([type, { schema }]) => (
            <div>
              <dt>
                <code>{type}</code>
              </dt>
              <dd>{schema.description}</dd>
            </div>
          ))}
        </dl>
      ) : json.schema.$ref === undefined ? (
        <Fields shape={json.schema} />
      ) : (
        <p>
          <Kind shape={json.schema} />
        </p>
      )}
    </>
  );
}

/** What it says when it succeeds; and in one line, how it may refuse. */
function Answers({ operation, document }: Props) {
  const answers = Object.entries(operation.responses);
  const refusals = answers.flatMap(([status, { $ref }]) =>
    $ref === undefined ? [] : [{ status, known: document.components.responses[nameOf($ref)] }],
  );
  return (
    <>
      <h4>Answers</h4>
      <dl>
        {answers.map(
          ([status, answer]) => answer.$ref === undefined && <Success status={status} answer={answer} />,
        )}
      </dl>
      <p class="small">
        <a href="#refusals">Refusals</a>:{" "}
        {refusals.map(({ status, known }, place) => (
          <>
            {place > 0 && " · "}
            {status} <Marked text={known?.description ?? ""} />
          </>
        ))}
      </p>
    </>
  );
}

function Success({ status, answer }: { status: string; answer: ReadOperation["responses"][string] }) {
  const schema = answer.content?.["application/json"]?.schema;
  return (
    <div>
      <dt>{status}</dt>
      <dd>
        <Marked text={answer.description ?? ""} />
        {schema && (
          <>
            {" "}
            <span class="kind">
              <Kind shape={schema} />
            </span>
            <Fields shape={schema} />
          </>
        )}
      </dd>
    </div>
  );
}
