import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Failure, Skeleton } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { configSource } from './config-source.ts';
import { Editor } from './editor.tsx';
import type { Source } from './source.ts';
import { vaultSource } from './vault-source.ts';

/** The editor of a value that is stored. It reads it once: what others save meanwhile is found when saving. */
function EditPage({ path, read }: { path: string; read: (id: string) => Promise<Source> }) {
  const { id } = useParams({ strict: false }) as { id: string };
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['editor', path, id],
    queryFn: () => read(id),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (error && !data)
    return <Failure title={editorWords.loadFailed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-64 w-full" />;
  return (
    <Editor
      key={data.key}
      source={data}
      scope={`${path}:write`}
      onSaved={(saved) => {
        queries.removeQueries({ queryKey: ['editor', path, id] });
        void queries.invalidateQueries();
        void navigate({ to: `/${path}/${saved}` });
      }}
    />
  );
}

/** Edits the value of a config. */
export const EditConfigPage = () => <EditPage path="provider-configs" read={configSource} />;

/** Edits the value of a vault. */
export const EditVaultPage = () => <EditPage path="provider-config-vaults" read={vaultSource} />;
