import type { Example } from '@berth/resource';
import { authConfigExample, shownAuthConfig } from '../auth-config/index.ts';

const exported =
  (make: Example): Example =>
  async (api) => {
    const provider_auth_config_id = await make(api);
    const body = { provider_auth_config_id, note: 'Moves to another vault.' };
    return (await api.create('provider-auth-config-exports', body)).id;
  };

export const authExportExample = exported(authConfigExample);
export const shownAuthExport = exported(shownAuthConfig);
