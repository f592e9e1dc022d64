import { resourceAt } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { Icon, LinkButton } from '../../ui/index.ts';
import { catalogWords } from '../../words/catalog.ts';

/** Shows the way to the page that registers a provider; off with the reason where the key may not. */
export function RegisterButton() {
  const reason = useWhyNot(resourceAt('providers')?.scopes.create);
  return (
    <LinkButton to="/providers/new" kind="primary" disabledReason={reason}>
      <Icon name="plus" size={12} />
      {catalogWords.register}
    </LinkButton>
  );
}
