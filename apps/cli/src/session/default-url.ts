/** The address of a server that was started without settings. */
export const DEFAULT_URL = 'http://127.0.0.1:3000';
