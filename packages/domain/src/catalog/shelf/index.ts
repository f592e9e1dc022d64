export { shelfParts } from './definition.ts';
export { shelfProblems } from './errors.ts';
export { type ShelfPart, shelfPresenter } from './presenter.ts';
export { type OwnShelf, shelfView, shelvesInput } from './schema.ts';
export { ensureShelf, shelve } from './shelve.ts';
