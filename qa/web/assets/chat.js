// Runs when the page has loaded. A new answer is read from its question down, not from its end up.
() => {
  const chat = document.querySelector('#gw-chat');
  if (!chat || chat.dataset.follows) return;
  chat.dataset.follows = 'questions';
  let asked = 0;
  new MutationObserver(() => {
    const questions = chat.querySelectorAll('.user-row');
    const pending = chat.querySelector('.gw-pending');
    // While the answer is awaited, and once more when it is there.
    if (questions.length && (pending || questions.length !== asked)) {
      const last = questions[questions.length - 1];
      const pane = last.closest('.panel-wrap');
      pane.scrollTop += last.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
    }
    if (!pending) asked = questions.length;
  }).observe(chat, { childList: true, subtree: true });
}
