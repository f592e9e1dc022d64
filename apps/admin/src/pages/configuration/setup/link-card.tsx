import { Button, Card, CopyButton, Icon, LinkButton } from '../../../ui/index.ts';
import { setupWords } from '../../../words/setup.ts';
import { SetupProgress } from './progress.tsx';

interface LinkCardProps {
  session: { id: string; url: string };
  /** Makes another one. The shown link is gone then. */
  onAnother?: () => void;
}

/** Shows the link of a new setup session, which the server shows once, and watches the session. */
export const LinkCard = ({ session: { id, url }, onAnother }: LinkCardProps) => (
  <div className="grid gap-4">
    <Card title={setupWords.link}>
      <div className="grid gap-3">
        <p className="flex items-start gap-2 rounded-md bg-warn-soft p-3">
          <Icon name="warning" />
          {setupWords.once}
        </p>
        <div className="flex min-w-0 items-center gap-2 rounded border border-line bg-sunken py-1 pr-1 pl-3">
          <code data-setup-link className="min-w-0 grow font-mono text-xs break-all">
            {url}
          </code>
          <CopyButton text={url} label={setupWords.copyLink} />
        </div>
        <div className="flex flex-wrap gap-2">
          <LinkButton to={`/provider-setup-sessions/${id}`}>{setupWords.openSession}</LinkButton>
          {onAnother ? <Button onClick={onAnother}>{setupWords.another}</Button> : null}
        </div>
      </div>
    </Card>
    <SetupProgress id={id} />
  </div>
);
