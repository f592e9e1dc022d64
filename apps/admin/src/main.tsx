import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/client.ts'; // every page calls the API: its client comes with the frame
import { applyTheme, readTheme } from './app/theme.ts';
import { App } from './shell/app.tsx';

applyTheme(readTheme());
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
