// The same small task on every page: open the form, give a name, save. It holds on to the built-ins it
// needs before the page's hostile part runs, as the host's own framework would have been tested to do.

(() => {
  const { apply } = Reflect;
  const { note } = window.__host;
  const create = document.createElement.bind(document);
  const { appendChild } = Node.prototype;
  const { setAttribute } = Element.prototype;
  const { addEventListener } = EventTarget.prototype;
  const add = (parent, child) => apply(appendChild, parent, [child]);
  const listen = (target, kind, listener) => apply(addEventListener, target, [kind, listener]);

  const WORDS = {
    open: 'Open form',
    name: 'Name',
    save: 'Save',
    todo: 'Not done yet',
    empty: 'Please enter a name.',
    done: 'Done',
  };

  function element(tag, attributes, text) {
    const node = create(tag);
    for (const name in attributes) {
      if (Object.hasOwn(attributes, name)) apply(setAttribute, node, [name, attributes[name]]);
    }
    if (text) node.textContent = text;
    return node;
  }

  /** What was done so far; pages that build the task again start from here. */
  const progress = { isOpen: false, name: '', isDone: false };

  /**
   * The parts of the task: `open` (button), `form` (fieldset with the text field `name` and the button `save`)
   * and `state` (role=status). `onOpen` shows the form, `onSave` runs after saving. `suffix` goes behind every id.
   */
  function pieces({ words = WORDS, suffix = '', onOpen, onSave } = {}) {
    const state = element('p', { id: `state${suffix}`, role: 'status' }, progress.isDone ? words.done : words.todo);
    const open = element('button', { id: `open${suffix}`, type: 'button' }, words.open);
    const form = element('fieldset', { id: `form${suffix}` });
    const label = element('label', { for: `name${suffix}` }, words.name);
    const input = element('input', { id: `name${suffix}`, autocomplete: 'off' });
    const save = element('button', { id: `save${suffix}`, type: 'button' }, words.save);
    input.value = progress.name;
    add(form, label);
    add(form, input);
    add(form, save);
    listen(open, 'click', () => {
      progress.isOpen = true;
      note('opened');
      onOpen?.({ form, input, state });
    });
    listen(input, 'input', () => {
      progress.name = input.value;
    });
    listen(save, 'click', () => {
      progress.isDone = input.value !== '';
      state.textContent = progress.isDone ? words.done : words.empty;
      if (!progress.isDone) return;
      note('saved');
      onSave?.({ form, input, state });
    });
    return { open, form, input, save, state, label };
  }

  /** The plain task inside `parent`: the form appears below the button. */
  function mount(parent, options = {}) {
    const parts = pieces({
      ...options,
      onOpen: () => {
        add(parent, parts.form);
        parts.input.focus();
      },
    });
    add(parent, parts.open);
    add(parent, parts.state);
    if (progress.isOpen) add(parent, parts.form);
    return parts;
  }

  window.hostTask = { WORDS, progress, pieces, mount, add, listen, element };
})();
