import { errorTexts, problemTexts } from '@berth/kernel';

export const valueErrors = errorTexts({
  otherRevision: {
    code: 'conflict',
    reason: 'revision_mismatch',
    message: 'The value has changed since it was read: its revision is {revision}.',
    hint: 'Read it again, and send the change with that if_revision.',
  },
  currentRevision: {
    code: 'conflict',
    message: 'The current revision of {owner} cannot be destroyed.',
    hint: 'Store another value first.',
  },
  pinned: {
    code: 'conflict',
    message: 'The configs in dependents are pinned to this revision.',
    hint: 'Pin them to another revision first.',
  },
  followers: {
    code: 'conflict',
    message: 'The configs in dependents follow this vault and would not fit any more.',
    hint: 'Change these configs first, pin them to a revision of the vault, or add force=true to mark them invalid.',
  },
  noRevision: {
    code: 'not_found',
    message: '{owner} has no revision {revision}.',
    hint: 'GET /value-revisions?owner_id= lists its revisions.',
  },
  destroyed: {
    code: 'gone',
    message: 'Revision {revision} was destroyed.',
    hint: 'Name a revision that still has its value.',
  },
  asksSecrets: {
    code: 'forbidden',
    message:
      'The key {key} lacks the scope {scope}, which this takes: the specification asks about the content of kept secrets what that of the value does not, at {places}.',
    hint: 'Use a key that holds the scope, or send the secrets again.',
  },
  doesNotOpen: { code: 'unavailable', message: 'The value revision {id} does not open.' },
});

export const valueProblems = problemTexts({
  oneEdit: { code: 'exactly_one', message: 'Send only one of value, value_replace and value_shown.' },
  keptSecret: {
    code: 'kept_secret',
    message:
      'Was stored as a secret, and the new value would show it: send it again, or send null to remove it.',
  },
  keptSecretOfVault: {
    code: 'kept_secret',
    message:
      'Is stored as a secret in the vault, and this value would show it: send it again here, or change the vault.',
  },
  unknownOfVault: {
    code: 'unknown_of_vault',
    message:
      'Comes from the vault, and the new specification does not name it: send null for it, or upgrade the vault first.',
  },
  unreadable: { code: 'unreadable', message: 'The stored value does not open: send the whole value again.' },
  leftOver: {
    code: 'left_over',
    message: 'Belongs to a choice that the value has left: send null to remove it.',
  },
  leftOverInVault: {
    code: 'left_over',
    message:
      'Belongs to a choice that the value has left: send null to remove it, or change the vault if it is there.',
  },
  nullOverVault: {
    code: 'null_over_vault',
    message:
      'Cannot be null over a vault: send a value, or leave it out; change the vault to remove what it has.',
  },
  masked: { code: 'masked', message: 'Is a mask, not a secret: send the secret itself.' },
  digest: { code: 'digest', message: 'Is a digest, not a secret: send the secret itself.' },
  tooLarge: {
    code: 'too_large',
    message: 'Has more than {most} {things}: that is the most of a value with that of its vault below it.',
  },
  nothingToKeep: { code: 'not_set', message: 'Nothing is stored here that could be kept.' },
  noPlaceToKeep: {
    code: 'not_set',
    message: 'Has no place in value_shown.value: send the object or the item that holds it.',
  },
  keepsNoSecret: {
    code: 'not_secret',
    message: 'Leads to no secret of the value as it was shown: send the content in value_shown.value.',
  },
  keptAndSent: {
    code: 'kept_and_sent',
    message: 'Leads to a place that was sent: put null there, or take the place out of keep.',
  },
  keptTwice: { code: 'kept_twice', message: 'Is named twice in keep: each secret goes to one place.' },
  otherPlace: {
    code: 'other_place',
    message: 'Must lead to the same member of an item of the same array as from.',
  },
  splitItem: {
    code: 'split_item',
    message: "Must lead to the item that gets the other secrets of the same item, and to no other item's.",
  },
});
