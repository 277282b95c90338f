// Shows the platform. Whatever comes from a server is set as text, never as markup.

const SERVICES = ['api', 'worker', 'scheduler', 'web'];
const EVERY_MILLIS = 5000;
const TOKEN = 'piprio-token';

const element = id => document.getElementById(id);

function make(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text ?? '';
  if (className) {
    made.className = className;
  }
  return made;
}

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

async function health(service) {
  try {
    const answer = await fetch(`/health/${service}`, {cache: 'no-store', signal: AbortSignal.timeout(EVERY_MILLIS)});
    const body = await answer.json();
    return {service, up: body.status === 'UP', ...body.checks.find(check => check.name === 'release')?.data};
  } catch {
    return {service, up: false, problem: 'does not answer'};
  }
}

function healthCard(state) {
  const card = make('li', '', state.up ? 'up' : 'down');
  const facts = [state.release && `release ${state.release}`, state.schema && `schema ${state.schema}`, state.problem];
  card.append(
    make('strong', state.service),
    make('span', state.up ? 'up' : 'down', 'state'),
    document.createElement('br'),
    make('small', facts.filter(Boolean).join(' · ')));
  return card;
}

async function showHealth() {
  const states = await Promise.all(SERVICES.map(health));
  const text = JSON.stringify(states);
  // A screen reader announces this list when it changes, so it changes only when there is something to say.
  if (element('health').dataset.shown !== text) {
    element('health').dataset.shown = text;
    element('health').replaceChildren(...states.map(healthCard));
  }
  const releases = [...new Set(states.map(state => state.release).filter(Boolean))];
  element('version').textContent = releases.length ? `release ${releases.join(' and ')}` : 'release unknown';
}

class Refused extends Error {}

async function api(path) {
  const answer = await fetch(`/api/v1/${path}`, {
    cache: 'no-store',
    headers: {Authorization: `Bearer ${sessionStorage.getItem(TOKEN)}`},
    signal: AbortSignal.timeout(60_000),
  });
  if (answer.status === 401) {
    throw new Refused('This token is not accepted.');
  }
  if (!answer.ok) {
    throw new Error(`The API answers with ${answer.status}.`);
  }
  return answer.json();
}

async function showData() {
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

function say(text) {
  if (element('message').textContent !== text) {
    element('message').textContent = text;
  }
}

function leave() {
  sessionStorage.removeItem(TOKEN);
  showAccess();
}

function showAccess() {
  const signedIn = sessionStorage.getItem(TOKEN) !== null;
  element('data').hidden = !signedIn;
  element('leave').hidden = !signedIn;
}

async function refreshData() {
  if (sessionStorage.getItem(TOKEN) === null) {
    return;
  }
  try {
    await showData();
    say('');
  } catch (failure) {
    if (failure instanceof Refused) {
      leave();
    }
    say(failure instanceof TypeError ? 'The API does not answer.' : failure.message);
  }
}

// One after the other, so that a slow answer never piles up requests.
async function keepShowing(show) {
  for (;;) {
    await show();
    await new Promise(resolve => setTimeout(resolve, EVERY_MILLIS));
  }
}

element('access').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, element('token').value.trim());
  element('token').value = '';
  showAccess();
  refreshData();
});
element('leave').addEventListener('click', leave);
element('status').addEventListener('change', refreshData);

showAccess();
keepShowing(showHealth);
keepShowing(refreshData);
