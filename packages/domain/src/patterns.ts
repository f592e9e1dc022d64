import { problemTexts } from '@berth/kernel';

/** The patterns of the members of requests. */
export const patterns = {
  notBlank: '\\S',
  scope: '^[!#-\\[\\]-~]+$',
  slug: '^[a-z0-9]+(-[a-z0-9]+)*$',
  modelSlug: '^(?!mdl_[0-9a-z]{26}$)[a-z0-9][a-z0-9_-]*$',
  imageUrl: '^(https://|data:image/[a-z+.-]+[;,])\\S+$',
  email: '^[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)*$',
  color: '^#[0-9a-fA-F]{6}$',
} as const;

/** The problem of a text that does not match the pattern of the same name: it says in words which texts do. */
export const patternProblems = problemTexts({
  notBlank: { code: 'invalid_min_length', message: 'Must have a character that is no space.' },
  scope: {
    code: 'invalid_string',
    message: 'May have printable ASCII characters except space, quotation mark and backslash (RFC 6749).',
  },
  slug: {
    code: 'invalid_string',
    message: 'May have lower-case letters a to z, digits, and single hyphens between them, such as chat-eu.',
  },
  modelSlug: {
    code: 'invalid_string',
    message:
      'May have lower-case letters a to z, digits, _ and -, and begins with a letter or a digit; an id is no slug.',
  },
  imageUrl: {
    code: 'invalid_string',
    message: 'Must be an address with https, or a data URL of an image, without spaces.',
  },
  email: { code: 'invalid_string', message: 'Must be an email address, such as ada@example.com.' },
  color: {
    code: 'invalid_string',
    message: 'Must be a colour such as #1f6feb: # and six hexadecimal digits.',
  },
} satisfies Record<keyof typeof patterns, { code: string; message: string }>);
