// Runs when the page has loaded. A new answer is read from its question down, not from its end up.
() => {
  const chat = document.querySelector('#gw-chat');
  if (!chat || chat.dataset.follows) return;
  chat.dataset.follows = 'questions';
  let asked = 0;
  let answered = 0;
  new MutationObserver(() => {
    const questions = chat.querySelectorAll('.user-row');
    const answers = chat.querySelectorAll('.gw-answer').length;
    // While the answer is awaited, and once more when it is there: a quick one is never seen awaited.
    const isNew = questions.length !== asked || answers !== answered;
    if (questions.length && (isNew || chat.querySelector('.gw-pending'))) {
      const last = questions[questions.length - 1];
      const pane = last.closest('.panel-wrap');
      pane.scrollTop += last.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
    }
    asked = questions.length;
    answered = answers;
  }).observe(chat, { childList: true, subtree: true });
  // The conversation lives in this page alone: leaving it is asked about, once there is one.
  window.addEventListener('beforeunload', (event) => {
    if (chat.querySelector('.user-row')) event.preventDefault();
  });
}
