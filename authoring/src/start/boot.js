// Starts the studio in the page; beside it, in a worker, the same module checks drafts.
// The page says where the module is, since its name holds its digest.
import start, { check } from 'lotse-studio';

if (typeof document === 'undefined') {
  serve(start({ module_or_path: new URL(self.location.href).searchParams.get('wasm') }));
} else {
  start({ module_or_path: document.documentElement.dataset.wasm });
}

function serve(ready) {
  let newest = null;
  self.addEventListener('message', async ({ data }) => {
    newest = data;
    await ready;
    // Questions that have piled up meanwhile are one.
    setTimeout(() => {
      if (newest === null) return;
      const question = newest;
      newest = null;
      check(question).then((answer) => self.postMessage(answer));
    }, 0);
  });
}
