import type { OwnShelf } from '../catalog/shelf/index.ts';
import type { SHELVES } from '../catalog/tables/shelf.ts';

/** The categories and collections of the shipped catalogue. A file of it names them by slug. */
export const SHIPPED_SHELVES: Record<keyof typeof SHELVES, readonly OwnShelf[]> = {
  categories: [
    {
      slug: 'ai-models',
      name: 'AI models',
      description: 'Language models, embeddings, images and speech, hosted or on machines of your own.',
    },
    {
      slug: 'databases',
      name: 'Databases',
      description: 'Relational, document, key-value, search and vector stores, and data warehouses.',
    },
    { slug: 'storage', name: 'Storage', description: 'Stores for files and objects.' },
    {
      slug: 'streaming',
      name: 'Streaming',
      description: 'Queues and logs that carry events between services.',
    },
    {
      slug: 'developer-tools',
      name: 'Developer tools',
      description: 'Source control, issues, continuous integration and code review.',
    },
    {
      slug: 'productivity',
      name: 'Productivity',
      description: 'Documents, notes, planning and project work of a team.',
    },
    {
      slug: 'communication',
      name: 'Communication',
      description: 'Chat, mail, text messages and calls to people.',
    },
    {
      slug: 'customers',
      name: 'Customers',
      description: 'Relations with customers: contacts, deals, tickets and support.',
    },
    { slug: 'payments', name: 'Payments', description: 'Payments, payouts, subscriptions and invoices.' },
    {
      slug: 'banking',
      name: 'Banking and fraud',
      description: 'Ledgers, accounts, and checks of transactions for fraud and compliance.',
    },
    {
      slug: 'observability',
      name: 'Observability',
      description: 'Metrics, logs, alerts and the people on call for them.',
    },
    {
      slug: 'mcp-servers',
      name: 'MCP servers',
      description: 'Servers that offer tools to agents by the Model Context Protocol.',
    },
  ],
  collections: [
    {
      slug: 'start-here',
      name: 'Start here',
      description: 'Providers that most teams connect first.',
    },
    {
      slug: 'run-it-yourself',
      name: 'Run it yourself',
      description: 'Software that runs on machines of your own.',
    },
    {
      slug: 'agent-tools',
      name: 'Tools for agents',
      description: 'Providers whose tools an agent can call.',
    },
    {
      slug: 'reference-servers',
      name: 'MCP reference servers',
      description: 'The servers with which the Model Context Protocol is shown and tested.',
    },
  ],
};
