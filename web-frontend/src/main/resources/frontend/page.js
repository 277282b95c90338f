// The page's elements. Text is set as text, never as markup.

export const element = id => document.getElementById(id);

export function make(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text ?? '';
  if (className) {
    made.className = className;
  }
  return made;
}

// A screen reader announces what is set, so it is set only when it differs.
export function say(id, text) {
  if (element(id).textContent !== text) {
    element(id).textContent = text;
  }
}
