"""Where editors keep the tables: admin, drafts and their effect, files, gaps. It counts diaries, and shows none."""
