// This page's policy allows no inline script.

hostTask.mount(document.getElementById('task'));
