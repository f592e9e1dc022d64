import { makePackage } from './package/make.ts';

// Makes the archive for production: `dist/berth-server-<version>.tar.gz`, which Node.js alone starts.
const { archive, files, bytes, packed } = await makePackage();
const mb = (count: number): string => `${(count / 1e6).toFixed(1)} MB`;
console.log(`${archive}: ${mb(packed)} packed, ${mb(bytes)} in ${files} files`);
