// The API reference in the browser: Swagger UI over the documents that the page names.

const { base, documents } = document.getElementById('reference').dataset;

// The guide speaks of this server.
for (const code of document.querySelectorAll('#guide code')) {
  code.textContent = code.textContent.replaceAll('http://127.0.0.1:3000', location.origin + base);
}

/** The words by which the search finds an operation. */
const textOf = (entry) =>
  ['method', 'path', ['operation', 'operationId'], ['operation', 'summary'], ['operation', 'description']]
    .map((way) => entry.getIn([way].flat()))
    .join(' ')
    .toLowerCase();

/** The search box finds operations by any words of them and of their tags. Swagger UI's own takes one phrase. */
const searchOperations = ({ React }) => ({
  fn: {
    opsFilter: (tags, phrase) => {
      const words = phrase.toLowerCase().split(/\s+/);
      const isMeant = (name, entry) => {
        const text = `${name.toLowerCase()} ${textOf(entry)}`;
        return words.every((word) => text.includes(word));
      };
      return tags
        .map((tag, name) =>
          tag.update('operations', (operations) => operations.filter((entry) => isMeant(name, entry))),
        )
        .filter((tag) => tag.get('operations').size > 0);
    },
  },
  wrapComponents: {
    // Swagger UI's own says that the document has no operations.
    operations:
      (Operations, { specSelectors }) =>
      (props) =>
        specSelectors.taggedOperations().size > 0
          ? React.createElement(Operations, props)
          : React.createElement('h3', null, 'No operation has all of these words.'),
  },
});

/** Keeps the browser from storing typed text, the key above all, for other forms. */
const forgetInputs = ({ React }) => ({
  wrapComponents: {
    Input: (Input) => (props) => React.createElement(Input, { ...props, autoComplete: 'off' }),
  },
});

/** The number of parameters that an opened operation begins with. */
const FEW = 5;

/** Shows an opened operation on one screen: its example, its first parameters, and its responses folded. */
const foldOperations = ({ React }) => {
  const { createElement: make, Fragment, useState } = React;
  const Example = ({ source }) =>
    make(
      'div',
      { className: 'sample' },
      make('h4', null, 'Example'),
      make('pre', { tabIndex: 0 }, make('code', null, source)),
      make('p', null, 'Run it in ', make('a', { href: '#first-config' }, 'the shell of the guide'), '.'),
    );
  const withExample = (Parameters) =>
    function FoldedParameters(props) {
      const [isWhole, setWhole] = useState(false);
      const { parameters, operation } = props;
      const source = operation.getIn(['x-codeSamples', 0, 'source']);
      const hidden = isWhole ? 0 : Math.max(0, parameters.size - FEW);
      const shown = hidden > 1 ? parameters.take(FEW) : parameters;
      const more = { type: 'button', className: 'btn more', onClick: () => setWhole(true) };
      return make(
        Fragment,
        null,
        source ? make(Example, { source }) : null,
        make(Parameters, { ...props, parameters: shown }),
        hidden > 1 ? make('button', more, `Show ${hidden} more parameters`) : null,
      );
    };
  const folded = (Responses) => (props) =>
    make(
      'details',
      // The answer to a request that was tried is shown at once.
      { className: 'answers', ...(props.tryItOutResponse ? { open: true } : {}) },
      make('summary', null, `Responses: ${props.responses.keySeq().join(', ')}`),
      make(Responses, props),
    );
  return { wrapComponents: { parameters: withExample, responses: folded } };
};

const reference = window.SwaggerUIBundle({
  dom_id: '#reference',
  urls: JSON.parse(documents),
  presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
  plugins: [searchOperations, forgetInputs, foldOperations],
  layout: 'StandaloneLayout',
  filter: true,
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  // The key is forgotten with the page, and nothing is asked of anyone else.
  persistAuthorization: false,
  queryConfigEnabled: false,
  validatorUrl: null,
});

// Swagger UI looks at the address only when it starts: not when a link is pasted later, not when the reader goes back.
window.addEventListener('hashchange', () => {
  const { hash } = location;
  if (!hash.startsWith('#/')) return;
  reference.layoutActions.parseDeepLinkHash(decodeURIComponent(hash));
  Array.from(document.links)
    .find((link) => link.hash === hash)
    ?.scrollIntoView();
});
