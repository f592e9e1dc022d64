// The API reference in the browser: Swagger UI over the documents that the page names.

const { documents } = document.getElementById('reference').dataset;

/** What one operation is found by. */
const textOf = (entry) =>
  ['method', 'path', ['operation', 'operationId'], ['operation', 'summary'], ['operation', 'description']]
    .map((way) => entry.getIn([way].flat()))
    .join(' ')
    .toLowerCase();

/** The search box finds operations by any of their words. Swagger UI's own looks at the tags alone. */
const searchOperations = () => ({
  fn: {
    opsFilter: (tags, phrase) => {
      const words = phrase.toLowerCase().split(/\s+/);
      const isMeant = (entry) => words.every((word) => textOf(entry).includes(word));
      return tags
        .map((tag) => tag.update('operations', (operations) => operations.filter(isMeant)))
        .filter((tag) => tag.get('operations').size > 0);
    },
  },
});

window.SwaggerUIBundle({
  dom_id: '#reference',
  urls: JSON.parse(documents),
  presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
  plugins: [searchOperations],
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
