-- The tokeniser takes accents off letters and knows "ł" and its like for letters of their own: the index holds
-- the plain ones, as `plain_letters` of index/text.py. Articles with such letters are taken out and put in again.
INSERT INTO lexical (lexical, rowid, title, body)
    SELECT 'delete', passage_id, title, body FROM passage_texts WHERE passage_id IN (
        SELECT passage_id FROM passages WHERE (article_id, version) IN (
            SELECT article_id, version FROM versions WHERE title || text GLOB '*[æÆœŒøØłŁđĐðÐþÞßẞıħĦŧŦ]*'));

DROP VIEW passage_texts;
CREATE VIEW passage_texts AS
    SELECT p.passage_id,
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(v.title,
        'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'ø', 'o'), 'Ø', 'O'),
        'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'),
        'þ', 'th'), 'Þ', 'TH'), 'ß', 'ss'), 'ẞ', 'SS'), 'ı', 'i'), 'ħ', 'h'),
        'Ħ', 'H'), 'ŧ', 't'), 'Ŧ', 'T') AS title,
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        substr(v.text, p.start_char + 1, p.end_char - p.start_char),
        'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'ø', 'o'), 'Ø', 'O'),
        'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd'), 'Ð', 'D'),
        'þ', 'th'), 'Þ', 'TH'), 'ß', 'ss'), 'ẞ', 'SS'), 'ı', 'i'), 'ħ', 'h'),
        'Ħ', 'H'), 'ŧ', 't'), 'Ŧ', 'T') AS body
    FROM passages p JOIN versions v ON v.article_id = p.article_id AND v.version = p.version;

INSERT INTO lexical (rowid, title, body)
    SELECT passage_id, title, body FROM passage_texts WHERE passage_id IN (
        SELECT passage_id FROM passages WHERE (article_id, version) IN (
            SELECT article_id, version FROM versions WHERE title || text GLOB '*[æÆœŒøØłŁđĐðÐþÞßẞıħĦŧŦ]*'));
