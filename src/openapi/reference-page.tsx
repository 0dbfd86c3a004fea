/** The contract as a page: what there is, and how it is asked for. In English, as its names are. */
import { Layout } from "../view/layout";
import { operationsOf, type ReadDocument } from "./reading";
import { OperationReference } from "./reference-operation";
import { Fields, Kind, Marked } from "./reference-schema";

export function ReferencePage({ document }: { document: ReadDocument }) {
  const { info, tags } = document;
  const operations = operationsOf(document);
  const groups = tags.map(tag => ({ ...tag, own: operations.filter(one => one.tags.includes(tag.name)) }));
  return (
    <Layout
      lang="en"
      styles="reference"
      title={`${info.title} API ${info.version}`}
      description="Every operation of this site's API, with examples."
      settings={null}
      path={null}
      languages={[]}
      languagesLabel=""
    >
      <h1>
        {info.title} API {info.version}
      </h1>
      <p>
        <Marked text={info.description} />
      </p>
      <p>
        For programs: <a href="/api/openapi.json">OpenAPI 3.1</a>. In the examples, <code>$TOKEN</code> is a
        token of yours.
      </p>
      <Contents groups={groups} />
      {groups.map(({ name, description, own }) => (
        <>
          <h2 id={idOf(name)}>{name}</h2>
          <p>
            <Marked text={description} />
          </p>
          <p>
            <a href="#contents">Contents</a>
          </p>
          {own.map(operation => (
            <OperationReference operation={operation} document={document} />
          ))}
        </>
      ))}
      <Shapes document={document} />
      <Refusals document={document} />
    </Layout>
  );
}

/** No operation is called so: their names hold no hyphen. */
const idOf = (name: string) => `group-${name.toLowerCase().replaceAll(" ", "-")}`;

interface ContentsProps {
  groups: readonly { name: string; own: ReturnType<typeof operationsOf> }[];
}

function Contents({ groups }: ContentsProps) {
  return (
    <ul class="contents" id="contents">
      {groups.map(({ name, own }) => (
        <li>
          <a href={`#${idOf(name)}`}>{name}</a>
          <ul>
            {own.map(({ operationId, method, path, summary }) => (
              <li>
                <a href={`#${operationId}`}>
                  <code>
                    {method} {path}
                  </code>
                </a>{" "}
                {summary}
              </li>
            ))}
          </ul>
        </li>
      ))}
      <li>
        <a href="#shapes">Shapes</a> and <a href="#refusals">refusals</a>
      </li>
    </ul>
  );
}

function Shapes({ document }: { document: ReadDocument }) {
  return (
    <>
      <h2 id="shapes">Shapes</h2>
      {Object.entries(document.components.schemas).map(([name, shape]) => (
        <section id={name}>
          <h3>
            <a href={`#${name}`}>{name}</a>
          </h3>
          {shape.description !== undefined && (
            <p>
              <Marked text={shape.description} />
            </p>
          )}
          {shape.properties === undefined && (
            <p>
              <Kind shape={shape} />
            </p>
          )}
          <Fields shape={shape} />
          {(shape.anyOf ?? shape.oneOf)?.map(one => (
            <Fields shape={one} />
          ))}
        </section>
      ))}
    </>
  );
}

function Refusals({ document }: { document: ReadDocument }) {
  return (
    <>
      <h2 id="refusals">Refusals</h2>
      <p>
        Each as a <a href="#Problem">Problem</a>; its code stays, whatever the words.
      </p>
      <dl>
        {Object.entries(document.components.examples).map(([code, { value }]) => (
          <div>
            <dt>
              <code>{code}</code> {value.status}
            </dt>
            <dd>
              {value.title}. {value.detail}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
