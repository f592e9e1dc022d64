import { PageHead } from '../../app/page-head.tsx';
import { homeWords } from '../../words/home.ts';
import { Activity } from './activity.tsx';
import { Attention } from './attention.tsx';
import { Counts } from './counts.tsx';
import { Recent } from './recent.tsx';

/** The first page: what needs somebody, what happened, and how much there is. */
export const HomePage = () => (
  <>
    <PageHead title={homeWords.title} about={homeWords.about} />
    <div className="grid gap-5">
      <Attention />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Recent />
        <div className="grid min-w-0 gap-4">
          <Counts />
          <Activity />
        </div>
      </div>
    </div>
  </>
);
