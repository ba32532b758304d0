// Starts the studio in the page; beside it, in a worker, the same module checks drafts and compiles what is shown of them.
// The page says where the module is, since its name holds its digest.
import start, { answer_question as answer } from 'lotse-studio';

if (typeof document === 'undefined') {
  serve(start({ module_or_path: new URL(self.location.href).searchParams.get('wasm') }));
} else {
  start({ module_or_path: document.documentElement.dataset.wasm });
}

function serve(ready) {
  // By kind: questions that have piled up meanwhile are one.
  const newest = new Map();
  self.addEventListener('message', async ({ data }) => {
    newest.set(data[0], data);
    await ready;
    setTimeout(async () => {
      const question = newest.get(data[0]);
      if (!newest.delete(data[0])) return;
      self.postMessage(await answer(question));
    }, 0);
  });
}
