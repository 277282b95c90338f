// Documents and jobs, as release @release@ shows them. Whatever comes from a server is set as text, never as markup.

import {element, make} from './@page.js@';

function row(cells) {
  const made = document.createElement('tr');
  made.append(...cells.map(([text, className]) => make('td', text, className)));
  return made;
}

function emptyRow(text, columns) {
  const made = row([[text]]);
  made.firstChild.colSpan = columns;
  return made;
}

const time = instant => instant ? new Date(instant).toLocaleString() : '';

function size(bytes) {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log2(bytes) / 10) : 0);
  return `${(bytes / 1024 ** power).toLocaleString(undefined, {maximumFractionDigits: 1})} ${units[power]}`;
}

// Fills the tables. `api` asks the API, and throws when it refuses or does not answer.
export async function showData(api) {
  const status = element('status').value;
  const [documents, jobs] = await Promise.all([
    api('documents?limit=20'),
    api(`jobs?limit=20${status ? `&status=${encodeURIComponent(status)}` : ''}`),
  ]);
  element('documents').replaceChildren(...documents.items.map(item => row([
    [item.name], [item.mediaType ?? ''], [size(item.sizeBytes), 'number'], [time(item.createdAt)],
  ])));
  if (!documents.items.length) {
    element('documents').append(emptyRow('No documents yet.', 4));
  }
  element('jobs').replaceChildren(...jobs.items.map(item => row([
    [item.type], [item.error ? `${item.status}: ${item.error}` : item.status, item.status],
    [item.url ?? item.documentId ?? ''], [time(item.createdAt)], [time(item.finishedAt)],
  ])));
  if (!jobs.items.length) {
    element('jobs').append(emptyRow('No jobs here.', 5));
  }
}
