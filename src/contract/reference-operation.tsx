/** One operation, for people. */
import { curlOf, exampleOf } from "./example";
import { nameOf, type Parameter, type ReadDocument, type ReadOperation } from "./reading";
import { Fields, Kind, Marked } from "./reference-schema";

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
              {one.in === "header" ? " (header)" : one.in === "path" ? " (in the path)" : ""}
              {!one.required && " (may be left out)"}
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
      <h4>Body{!body.required && " (may be left out)"}</h4>
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

/** What it says; of refusals, which codes there may be. */
function Answers({ operation, document }: Props) {
  return (
    <>
      <h4>Answers</h4>
      <dl>
        {Object.entries(operation.responses).map(([status, { $ref, description, content }]) => {
          const refused = $ref === undefined ? undefined : document.components.responses[nameOf($ref)];
          const schema = content?.["application/json"]?.schema;
          return (
            <div>
              <dt>{status}</dt>
              <dd>
                <Marked text={description ?? refused?.description ?? ""} />
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
        })}
      </dl>
    </>
  );
}
