/** The words of models. */
export const modelWords = {
  prices: 'Prices and tiers',
  pricesAbout: 'Prices are US dollars per million tokens. Choose a value to change it.',
  edit: (member: string, name: string, value: string) => `Change ${member} of ${name}: ${value}`,
  field: (member: string, name: string) => `${member} of ${name}`,
  none: 'None',
  saved: (member: string, name: string) => `${member} of ${name} is saved`,
  ofAlias: 'An alias takes this from its target model.',
  isArchived: 'The model is archived.',
  conflict: 'Another writer has changed the model. It was loaded again: look at it, and save once more.',
} as const;
