import { Link } from '@tanstack/react-router';
import { navigation } from '../app/navigation.ts';
import { PageHead } from '../app/page-head.tsx';
import { useSession, whyNot } from '../app/session.ts';
import { Card } from '../ui/index.ts';
import { shell } from '../words/shell.ts';

/** The first page: the parts of the instance that the key may read. */
export function Home() {
  const { key } = useSession();
  return (
    <>
      <PageHead title={shell.homeTitle} about={shell.homeAbout} />
      <div className="grid gap-4 md:grid-cols-2">
        {navigation.map(({ title, entries }) => (
          <Card key={title} title={title}>
            <ul className="grid gap-2 sm:grid-cols-2">
              {entries
                .filter(({ resource }) => whyNot(key, resource?.scopes.list) === null)
                .map(({ path, title }) => (
                  <li key={path}>
                    <Link to={`/${path}`} className="text-accent underline-offset-2 hover:underline">
                      {title}
                    </Link>
                  </li>
                ))}
            </ul>
          </Card>
        ))}
      </div>
    </>
  );
}
