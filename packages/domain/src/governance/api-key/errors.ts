import { errorTexts, problemTexts } from '@berth/kernel';

export const keyErrors = errorTexts({
  cannotGrant: {
    code: 'forbidden',
    message: 'The key {key} lacks the scope {scope}, so it cannot grant it.',
    hint: 'Leave the scope out, or use a key that holds it.',
  },
  holdsMore: {
    code: 'forbidden',
    message:
      'The key {key} lacks the scope {scope}, which the other key holds, so it cannot change that key.',
    hint: 'Use a key that holds every scope of the other one.',
  },
  endsLater: {
    code: 'forbidden',
    message: 'The key {key} ends at {end}, so it has no power over a key that ends later.',
    hint: 'Send an expires_at that is not later, or use a key that lasts longer.',
  },
  reachesFurther: {
    code: 'forbidden',
    message: 'The key {key} is bound to addresses, so it has no power over a key for others.',
    hint: 'Send allowed_ips within those of this key, or use a key without them.',
  },
  revoked: {
    code: 'gone',
    message: 'This key is revoked and cannot be changed.',
    hint: 'Create another key.',
  },
  revokedAlready: { code: 'gone', message: 'This key is revoked already.' },
  revokesItself: {
    code: 'conflict',
    message: 'A key cannot revoke itself.',
    hint: 'Revoke it with another key of the instance.',
  },
  bootstrapScopes: {
    code: 'conflict',
    message: 'The bootstrap key holds every scope, and its scopes cannot be changed.',
    hint: 'Create a key with fewer scopes, and use that one.',
  },
  narrowsItself: {
    code: 'conflict',
    message: 'A key cannot take the scope {scope} from itself.',
    hint: 'Change it with another key of the instance.',
  },
  reachesItself: {
    code: 'conflict',
    message: 'A key cannot give itself a reach.',
    hint: 'Change it with another key of the instance.',
  },
  bootstrapReach: {
    code: 'conflict',
    message: 'The bootstrap key holds every scope, and has no reach.',
    hint: 'Create a key with a reach, and use that one.',
  },
  endsItself: {
    code: 'conflict',
    message: 'A key cannot set an earlier end to itself.',
    hint: 'Change it with another key of the instance.',
  },
  shutsItselfOut: {
    code: 'conflict',
    message: 'A key cannot shut itself out: allowed_ips lacks the address of this request.',
    hint: 'Add the address, or change the key with another one.',
  },
  shortOverlap: {
    code: 'conflict',
    message: 'A key rotates itself with an overlap of {seconds} seconds or more.',
    hint: 'Send a longer overlap_seconds, or rotate it with another key.',
  },
  expired: {
    code: 'conflict',
    message: 'This key has expired, so it is rotated with a new expires_at only.',
    hint: 'Send an expires_at in the future, or null for no end.',
  },
  tooManySecrets: {
    code: 'conflict',
    message: 'This key has {count} old secrets that still work, and may have no more.',
    hint: 'Wait until the first of them ends, or rotate with overlap_seconds 0, which ends them all.',
  },
});

export const keyProblems = problemTexts({
  publishable: {
    code: 'not_allowed',
    message: 'A publishable key reads the catalogue and takes no scopes: leave scopes out.',
  },
  noScopes: { code: 'invalid_type', message: 'A secret key needs at least one scope or role.' },
  unknownScope: { code: 'invalid_enum', message: 'Is no scope and no role. The roles are {roles}.' },
  beyondReach: {
    code: 'not_allowed',
    message: 'Cannot be held with a reach: such a key holds scopes of configuration and catalogue only.',
  },
  emptyReach: {
    code: 'too_small',
    message: 'Names nothing: name {parts}, or send null for the whole instance.',
  },
  unknownRow: { code: 'not_found', message: 'Is no {noun} of the instance of this key.' },
  notInFuture: { code: 'invalid_date', message: 'Must be a time in the future, before the year 10000.' },
  notAddress: { code: 'invalid_string', message: 'Must be an IPv4 or IPv6 address, or a CIDR block.' },
});
